"""index.html of a publication: one file, readable without scripts, with an explorer."""

from forecast.writeup.page.context import PageContext as PageContext
from forecast.writeup.page.layout import page_html as page_html
