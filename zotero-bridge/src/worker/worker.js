// The thread that holds the library. ChromeWorker.
self.close();
