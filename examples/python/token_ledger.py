"""Sends usage records to a Token Ledger collector, in the background and in batches. Standard library only."""

import atexit
import json
import logging
import queue
import threading
import time
import urllib.error
import urllib.request

BATCH = 500
# What the collector asks to send again, and what a proxy before it says while it restarts.
SEND_AGAIN = (429, 502, 503, 504)


class Ledger:
    """`book` never waits and never raises: what is written down must not stand in the way of what is done."""

    def __init__(self, url="http://127.0.0.1:4319", token=None, attempts=8, waiting=10_000):
        self._request = {"url": f"{url}/api/v1/records", "headers": {"Content-Type": "application/json"}}
        if token:
            self._request["headers"]["Authorization"] = f"Bearer {token}"
        self._attempts = attempts
        self._waiting = queue.Queue(waiting)
        self._worker = threading.Thread(target=self._work, daemon=True)
        self._worker.start()
        atexit.register(self.close)

    def book(self, record):
        """One attempt of one call. Give it an `id`: the same record sent again then counts once."""
        try:
            self._waiting.put_nowait(record)
        except queue.Full:
            logging.warning("Token Ledger: the queue is full, a record is lost")

    def close(self):
        """Sends what is waiting."""
        if self._worker.is_alive():
            self._waiting.put(None)
            self._worker.join()

    def _work(self):
        closing = False
        while not closing:
            batch = [self._waiting.get()]
            until = time.monotonic() + 1
            while batch[-1] is not None and len(batch) < BATCH:
                try:
                    batch.append(self._waiting.get(timeout=max(0, until - time.monotonic())))
                except queue.Empty:
                    break
            closing = batch[-1] is None
            records = [record for record in batch if record is not None]
            if records:
                self._send(records)

    def _send(self, batch):
        body = json.dumps(batch).encode()
        for attempt in range(self._attempts):
            pause = min(2**attempt, 30)
            try:
                with urllib.request.urlopen(urllib.request.Request(data=body, **self._request), timeout=30) as reply:
                    for row in json.load(reply)["rejected"]:
                        logging.warning("Token Ledger rejected a record: %s", row["message"])
                    return
            except urllib.error.HTTPError as error:
                if error.code not in SEND_AGAIN:
                    logging.warning("Token Ledger takes none of %d records: %s", len(batch), error.read().decode())
                    return
                after = error.headers.get("Retry-After", "")
                pause = int(after) if after.isdigit() else pause
            except (OSError, ValueError) as error:
                logging.info("Token Ledger cannot be reached: %s", error)
            time.sleep(pause)
        logging.warning("Token Ledger could not be reached, %d records are lost", len(batch))
