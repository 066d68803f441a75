/** A reader's thread that does what it is told: answers, ends by itself, or neither answers nor stops. */
const { parentPort } = require('node:worker_threads');

parentPort.on('message', (request) => {
  if (request === 'close') {
    parentPort.close();
    return;
  }
  switch (request.statement.text) {
    case 'crash':
      throw new Error('crashed');
    case 'exit':
      process.exit(3);
      break;
    case 'hang':
      for (;;);
    default:
      parentPort.postMessage({ kind: 'rows', columns: ['said'], rows: [[request.statement.text]], last: true });
  }
});
