/** What the measurements of formats need of the collector's sources, as one bundle. */
export { bytesOf, readCorpus } from '../collector/ingest/corpus/corpus-case';
export { formatBodies, MARK, readOtlp, writeOtlp } from './format-bodies';
