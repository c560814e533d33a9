"""An SMTP server that misbehaves as it is told: prints its port, appends what it hears as lines of JSON to a file.

    python smtp_script.py FILE STAGE ACTION [--mail N]

STAGE is where: greeting, ehlo, mail, rcpt, data, body (in the middle of the mail), dot (after its end) or after (once it
has taken a mail). ACTION is what it does there: drop (break the connection), stall (say nothing any more, and read
nothing) or a reply, as "451 4.7.1 come back". --mail N lets it do so once, with the N-th mail.
"""
import argparse
import asyncio
import json
import os
import sys


class Server:
    def __init__(self, options):
        self.options = options
        self.connections = 0
        # Which mail is being talked about, from 1.
        self.mail = 1
        self.has_done_it = False

    def log(self, connection, words):
        with open(self.options.file, "a", encoding="utf-8") as file:
            file.write(json.dumps({"connection": connection, "words": words}) + "\n")

    async def serve(self, reader, writer):
        self.connections += 1
        await Talk(self, self.connections, reader, writer).run()


class Gone(Exception):
    """The connection is broken."""


class Talk:
    """One connection."""

    def __init__(self, server, number, reader, writer):
        self.server, self.number, self.reader, self.writer = server, number, reader, writer

    async def run(self):
        try:
            await self.at("greeting", "220 script.test ESMTP")
            while line := await self.reader.readline():
                words = line.decode().strip()
                self.server.log(self.number, words)
                verb = words.split(" ")[0].split(":")[0].upper()
                if verb == "QUIT":
                    self.writer.write(b"221 Bye\r\n")
                    break
                if verb == "DATA":
                    await self.data()
                else:
                    stage = {"HELO": "ehlo"}.get(verb, verb.lower())
                    await self.at(stage, "250 OK")
        except (Gone, ConnectionError):
            pass
        finally:
            self.writer.close()

    async def data(self):
        if not await self.at("data", "354 Go on"):
            return
        if self.is_told("body"):
            await self.reader.readline()
            await self.at("body", "")
        body = await self.reader.readuntil(b"\r\n.\r\n")
        head = body.split(b"\r\n\r\n")[0].decode().split("\r\n")
        identity = next((line[12:].strip() for line in head if line.lower().startswith("message-id:")), "")
        self.server.log(self.number, "END " + identity)
        took = await self.at("dot", "250 OK taken")
        if took and self.is_told("after"):
            await self.writer.drain()
            self.server.mail += 1
            raise Gone
        self.server.mail += 1

    def is_told(self, stage):
        options = self.server.options
        is_this_mail = options.mail == self.server.mail and not self.server.has_done_it
        return stage == options.stage and (options.mail == 0 or is_this_mail)

    async def at(self, stage, usual):
        """Does what is told for that stage, or answers as usual; returns whether it was as usual."""
        if not self.is_told(stage):
            self.writer.write(usual.encode() + b"\r\n")
            return True
        action = self.server.options.action
        self.server.has_done_it = True
        if action == "stall":
            self.writer.transport.pause_reading()
            await asyncio.sleep(120)
        if action == "drop":
            # Unread data makes this a reset, as when a machine is lost.
            self.writer.transport.abort()
            raise Gone
        self.writer.write(action.encode() + b"\r\n")
        if action.startswith("421"):
            raise Gone
        return False


async def main():
    parser = argparse.ArgumentParser()
    for name in ("file", "stage", "action"):
        parser.add_argument(name)
    parser.add_argument("--mail", type=int, default=0)
    server = Server(parser.parse_args())
    listener = await asyncio.start_server(server.serve, "127.0.0.1", 0, limit=1 << 24)
    print(listener.sockets[0].getsockname()[1], flush=True)
    # A word on standard input, or its end, is the end; Swift's Process may start us with SIGTERM blocked.
    await asyncio.to_thread(sys.stdin.readline)
    os._exit(0)


asyncio.run(main())
