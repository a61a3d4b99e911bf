"""What an examination of the posterior found, as a folder of one page, tables and figures."""

from forecast.writeup.examination.folder import write_examination as write_examination
