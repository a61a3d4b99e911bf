"""index.html: the publication as one page that works offline, without scripts."""

from forecast.writeup.page.plain import page_html as page_html
