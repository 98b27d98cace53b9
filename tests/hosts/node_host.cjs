// Node as host, which exports its own OpenSSL, nghttp2 and zlib: the scenario on the main thread,
// then on two workers at once.
//   node node_host.cjs ADDON LIBRARY HTTP_URL HTTPS_URL FOLDER
const {Worker, isMainThread, workerData} = require('node:worker_threads');

function run([addon, ...scenario]) {
  if (require(addon).run(...scenario) !== 0) throw new Error('the scenario failed');
}

function inWorker(scenario) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(__filename, {workerData: scenario});
    worker.on('error', reject);
    worker.on('exit', (code) => (code ? reject(new Error(`worker ended with ${code}`)) : resolve()));
  });
}

if (isMainThread) {
  const scenario = process.argv.slice(2);
  require('node:crypto').randomBytes(8);  // Node's own OpenSSL is in use before ours comes
  run(scenario);
  Promise.all([inWorker(scenario), inWorker(scenario)]).catch((error) => {
    console.error(error);
    process.exitCode = 1;
  });
} else {
  run(workerData);
}
