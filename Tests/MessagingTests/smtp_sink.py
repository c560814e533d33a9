"""An SMTP server for the tests: prints its port, appends each mail it takes as one line of JSON to a file.

The local part of the recipient chooses what happens: refused@ 550, later@ 451, slow@ no answer for 5 s;
slowquit@ makes it silent at QUIT. The login is ann / p@ss:word.

    python smtp_sink.py FILE [--tls | --starttls] [--cert FILE --key FILE]
"""
import argparse
import asyncio
import email
import json
import os
import ssl
import sys
from email import policy

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword


class Sink:
    def __init__(self, path):
        self.path = path

    async def handle_RCPT(self, server, session, envelope, address, options):
        local = address.split("@")[0]
        if local == "refused":
            return "550 5.1.1 no such mailbox"
        if local == "later":
            return "451 4.7.1 greylisted, come back"
        if local == "slow":
            await asyncio.sleep(5)
        session.local = local
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_QUIT(self, server, session, envelope):
        if getattr(session, "local", "") == "slowquit":
            await asyncio.sleep(30)
        return "221 Bye"

    async def handle_DATA(self, server, session, envelope):
        message = email.message_from_bytes(envelope.content, policy=policy.default)
        record = {
            "mailFrom": envelope.mail_from,
            "recipients": envelope.rcpt_tos,
            "helo": session.host_name,
            "login": (session.auth_data or b"").decode(),
            "tls": server.transport.get_extra_info("ssl_object") is not None,
            "headers": [[name, str(value)] for name, value in message.items()],
            "defects": [repr(d) for part in message.walk() for d in part.defects],
            # curl does not fold the boundary parameter.
            "longestLine": max(
                len(line) for line in envelope.content.split(b"\r\n") if b"boundary=" not in line),
            "parts": [part_of(part) for part in message.walk()],
        }
        with open(self.path, "a", encoding="utf-8") as file:
            file.write(json.dumps(record) + "\n")
        return "250 OK taken"


def part_of(part):
    return {
        "type": part.get_content_type(),
        "parameters": dict(part["content-type"].params) if part["content-type"] else {},
        "encoding": str(part.get("content-transfer-encoding", "")),
        "disposition": str(part.get_content_disposition() or ""),
        "filename": part.get_filename() or "",
        "text": "" if part.is_multipart() else part.get_payload(decode=True).decode("utf-8"),
    }


def authenticate(server, session, envelope, mechanism, data):
    if isinstance(data, LoginPassword) and (data.login, data.password) == (b"ann", b"p@ss:word"):
        return AuthResult(success=True, auth_data=data.login)
    return AuthResult(success=False, handled=False, message="535 5.7.8 wrong name or password")


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("file")
    parser.add_argument("--tls", action="store_true")
    parser.add_argument("--starttls", action="store_true")
    parser.add_argument("--cert")
    parser.add_argument("--key")
    options = parser.parse_args()
    context = None
    if options.cert:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(options.cert, options.key)

    def connection():
        return SMTP(
            Sink(options.file), hostname="sink.test", authenticator=authenticate, auth_require_tls=False,
            tls_context=context if options.starttls else None)

    server = await asyncio.get_running_loop().create_server(
        connection, "127.0.0.1", 0, ssl=context if options.tls else None)
    print(server.sockets[0].getsockname()[1], flush=True)
    # A word on standard input, or its end, is the end; Swift's Process may start us with SIGTERM blocked.
    await asyncio.to_thread(sys.stdin.readline)
    os._exit(0)


asyncio.run(main())
