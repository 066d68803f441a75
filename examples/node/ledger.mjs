/** What the collector asks to send again, and what a proxy before it says while it restarts. */
const SEND_AGAIN = [429, 502, 503, 504];

/** Sends usage records in the background and in batches. Booking never throws: it must not stand in the way of a call. */
export class Ledger {
  #url;
  #headers;
  #waiting = [];
  #sending;

  constructor(url = 'http://127.0.0.1:4319', token = '') {
    this.#url = `${url}/api/v1/records`;
    this.#headers = { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) };
  }

  /** One attempt of one call. Give it an `id`: the same record sent again then counts once. */
  book(record) {
    this.#waiting.push(record);
    this.#sending ??= this.#sendAll()
      .catch((error) => console.warn(`Token Ledger: ${error.message}`))
      .finally(() => (this.#sending = undefined));
  }

  /** Resolves once everything booked so far is sent. */
  async close() {
    while (this.#sending) {
      await this.#sending;
    }
  }

  async #sendAll() {
    while (this.#waiting.length > 0) {
      await this.#send(this.#waiting.splice(0, 500));
    }
  }

  async #send(records, attempts = 8) {
    const request = { method: 'POST', headers: this.#headers, body: JSON.stringify(records) };
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const reply = await fetch(this.#url, request).catch((error) => ({ status: 503, failure: error }));
      if (reply.status === 200) {
        const { rejected } = await reply.json();
        rejected.forEach(({ message }) => console.warn(`Token Ledger rejected a record: ${message}`));
        return;
      }
      if (!SEND_AGAIN.includes(reply.status)) {
        console.warn(`Token Ledger takes none of ${records.length} records: ${await reply.text()}`);
        return;
      }
      const seconds = Number(reply.headers?.get('Retry-After') ?? Math.min(2 ** attempt, 30));
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    }
    console.warn(`Token Ledger could not be reached, ${records.length} records are lost`);
  }
}
