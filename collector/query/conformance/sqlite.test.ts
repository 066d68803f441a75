import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteStore } from '../../store/sqlite/sqlite-store';
import { describeAnswers } from './describe-answers';

describeAnswers('SQLite in memory', async () => {
  const store = new SqliteStore(':memory:');
  return { store, close: () => store.close() };
});

describeAnswers('SQLite in a file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tokenledger-answers-'));
  const store = new SqliteStore(join(folder, 'ledger.sqlite'));
  const close = async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { store, close };
});
