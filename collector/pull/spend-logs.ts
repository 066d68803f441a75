import { isObject, type JsonObject } from '../ingest/litellm/value';
import { PullError } from './pull-error';
import { messageOf, type Sending, sendRequest } from './send-request';

export interface SpendLogsOptions extends Omit<Sending, 'to'> {
  /** Address of the proxy. */
  readonly url: string;
  readonly token: string | undefined;
}

export interface SpendLogPage {
  readonly rows: readonly JsonObject[];
  /** Rows of the whole stretch; newer versions count no further than 10,000. Undefined: not told. */
  readonly total: number | undefined;
}

/** Stretch of time, epoch ms, both ends included, in whole seconds: the API takes no finer ones. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** The public route, which 1.83 has and 1.80 has not, and that of LiteLLM's own pages. */
const ROUTES = ['/spend/logs/v2', '/spend/logs/ui'];
/** Rows of a page: newer versions give 1,000, older ones refuse more than 100. */
const PAGE_SIZES = [1_000, 100];

/** Rows of LiteLLM's SpendLogs, as its proxy gives them. Finds out what this version has to offer. */
export class SpendLogs {
  readonly #base: URL;
  #route = 0;
  #size = 0;

  constructor(private readonly options: SpendLogsOptions) {
    this.#base = baseOf(options.url);
  }

  get pageSize(): number {
    return PAGE_SIZES[this.#size]!;
  }

  /** A page of the rows that began in a stretch, oldest first where the version sorts; from 1. */
  async page({ from, to }: Stretch, page: number): Promise<SpendLogPage> {
    for (;;) {
      const reply = await this.#get({ from, to }, page);
      if (reply.ok) {
        return pageOf(await reply.json().catch(() => undefined), this.options.url);
      }
      const { text, type } = await messageOf(reply);
      if (reply.status === 404 && this.#route < ROUTES.length - 1) {
        this.#route += 1;
      } else if (reply.status === 422 && this.#size < PAGE_SIZES.length - 1) {
        if (page > 1) {
          throw new PullError(`LiteLLM at ${this.options.url} changed while it was read. Start the pull again.`);
        }
        this.#size += 1;
      } else {
        throw new PullError(
          `LiteLLM at ${this.options.url} answers ${reply.status} (${text}). ${help(reply.status, type)}`
        );
      }
    }
  }

  #get({ from, to }: Stretch, page: number): Promise<Response> {
    const { token, stop, waitMs, url } = this.options;
    const address = new URL(ROUTES[this.#route]!.slice(1), this.#base);
    const query = {
      start_date: timeText(from),
      end_date: timeText(to),
      page: String(page),
      page_size: String(this.pageSize),
      sort_by: 'startTime',
      sort_order: 'asc',
    };
    address.search = new URLSearchParams(query).toString();
    const headers = { Accept: 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) };
    return sendRequest(address, { headers }, { to: `LiteLLM at ${url}`, stop, waitMs });
  }
}

function baseOf(url: string): URL {
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) {
    throw new PullError(`--url ${url}: must be the address of the LiteLLM proxy, for instance http://127.0.0.1:4000`);
  }
  const base = new URL(url);
  if (base.username || base.password || base.search) {
    throw new PullError('--url: must hold no key; give it by --token-env or --token-file');
  }
  base.pathname = base.pathname.endsWith('/') ? base.pathname : `${base.pathname}/`;
  return base;
}

/** `2026-03-04 12:00:00`, in UTC: the only form that all versions read. */
function timeText(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
}

function pageOf(body: unknown, url: string): SpendLogPage {
  if (!isObject(body) || !Array.isArray(body.data)) {
    throw new PullError(`${url} answers, but not with SpendLogs: is it a LiteLLM proxy?`);
  }
  const total = typeof body.total === 'number' ? body.total : undefined;
  return { rows: (body.data as unknown[]).filter(isObject), total };
}

function help(status: number, type: string | undefined): string {
  // Of a proxy without a database, which says so under a status of refused keys.
  if (type === 'internal_error' || type === 'no_db_connection') {
    return 'SpendLogs need a database: set general_settings.database_url in LiteLLM, or rely on the callback alone.';
  }
  switch (status) {
    case 401:
    case 403:
      return 'Give the master key, or the key of a proxy_admin or proxy_admin_viewer, by --token-env or --token-file.';
    case 404:
      return `It has neither ${ROUTES.join(' nor ')}: it is no LiteLLM proxy, or too old a one. Export the table LiteLLM_SpendLogs instead and use --from-file.`;
    default:
      return 'Nothing was lost: the next pull goes on where this one stopped.';
  }
}
