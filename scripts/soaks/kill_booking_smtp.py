"""Usher alone is killed; mail server and Zoom live on: no meeting and no mail is lost or made twice.

A message whose acceptance Usher did not live to note is sent again. It bears the same Message-ID, by which
mail programs know it; how often that happened is part of the figure."""

from lib.installation import Installation
from lib.kills import Kills
from lib.mail_server import MailServer


def prove() -> str:
    mail = MailServer(slowest=0.3)
    mail.start()
    try:
        with Installation(mail) as installation:
            figure = Kills(installation, mail.confirmations).run()
            return f"{figure}; {mail.repetitions()} messages came twice under one Message-ID"
    finally:
        mail.stop()
