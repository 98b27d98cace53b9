// libsheaf by js-ctypes: its declarations, and text across them. Layouts and ownership as in
// core/include/sheaf/sheaf.h. Only on the thread of this worker.

const { char, int32_t, int64_t, uint32_t, uint64_t, size_t, voidptr_t, void_t } = ctypes;

export const OK = 0;
export const TIMEOUT = 1;

const Config = new ctypes.StructType('sheaf_config', [
  { struct_size: size_t }, { store_path: char.ptr }, { user_agent: char.ptr }, { contact_email: char.ptr },
  { rss_base_url: char.ptr }, { api_base_url: char.ptr }, { min_interval_ms: int32_t }, { timeout_ms: int32_t },
  { max_retries: int32_t }, { reserved: int32_t }, { log_fn: voidptr_t }, { log_user_data: voidptr_t },
  { http_fn: voidptr_t }, { http_user_data: voidptr_t }]);

const ProgressStruct = new ctypes.StructType('sheaf_progress', [
  { struct_size: size_t }, { stage: char.ptr }, { done: uint64_t }, { total: uint64_t }, { waiting_ms: int64_t }]);

/** name: [result, ...arguments]; handles are void pointers. */
const FUNCTIONS = {
  version: [char.ptr],
  status_name: [char.ptr, int32_t],
  error_message: [char.ptr, voidptr_t],
  error_retry_after_ms: [int64_t, voidptr_t],
  error_free: [void_t, voidptr_t],
  text_data: [char.ptr, voidptr_t],
  text_free: [void_t, voidptr_t],
  open: [int32_t, Config.ptr, voidptr_t.ptr, voidptr_t.ptr],
  close: [void_t, voidptr_t],
  job_start: [int32_t, voidptr_t, char.ptr, char.ptr, voidptr_t.ptr, voidptr_t.ptr],
  job_wait: [int32_t, voidptr_t, int32_t],
  job_progress: [int32_t, voidptr_t, ProgressStruct.ptr],
  job_result: [int32_t, voidptr_t, voidptr_t.ptr, voidptr_t.ptr],
  job_cancel: [void_t, voidptr_t],
  job_free: [void_t, voidptr_t],
};

/** What goes to the main thread instead of an exception. */
export class Failure extends Error {
  /** @param {string} status @param {string} message @param {number} [retryAfterMs] */
  constructor(status, message, retryAfterMs = -1) {
    super(message);
    this.json = { status, message, retry_after_ms: retryAfterMs };
  }
}

/** @param {any} pointer to a C string */
const text = (pointer) => (pointer.isNull() ? '' : /** @type {string} */ (pointer.readStringReplaceMalformed()));
/** @param {string} string @returns {any} an owned C string */
const cstring = (string) => char.array()(string);

export class Library {
  /**
   * Loads the file and checks that it speaks our ABI before anything else of it is called.
   * @param {string} path @param {number} abi
   */
  constructor(path, abi) {
    this.handle = ctypes.open(path);
    try {
      const spoken = this.declare('abi_version', [uint32_t])();
      if (spoken !== abi)
        throw new Failure('SHEAF_E_UNSUPPORTED', `it speaks ABI ${spoken}, this plugin ABI ${abi}: use the library that came with the plugin`);
      /** @type {Record<string, any>} */
      this.call = Object.fromEntries(Object.entries(FUNCTIONS).map(([name, types]) => [name, this.declare(name, types)]));
    } catch (error) {
      this.handle.close();
      throw error;
    }
  }

  /** @param {string} name @param {any[]} types */
  declare(name, [result, ...types]) {
    try {
      return this.handle.declare(`sheaf_${name}`, ctypes.default_abi, result, ...types);
    } catch {
      throw new Failure('SHEAF_E_UNSUPPORTED', `it has no function sheaf_${name}: it is no libsheaf, or an older one`);
    }
  }

  get version() { return text(this.call.version()); }

  /** @param {string} store @param {string} userAgent @returns {any} the context: close it */
  open(store, userAgent) {
    const path = cstring(store), agent = cstring(userAgent), config = new Config(), context = voidptr_t(), error = voidptr_t();
    config.struct_size = Config.size;
    config.store_path = path.addressOfElement(0);
    config.user_agent = agent.addressOfElement(0);
    this.check(this.call.open(config.address(), context.address(), error.address()), error);
    return context;
  }

  /** @param {any} context @param {string} op @param {string} args JSON @returns {any} the job: free it */
  start(context, op, args) {
    const job = voidptr_t(), error = voidptr_t();
    this.check(this.call.job_start(context, cstring(op), cstring(args), job.address(), error.address()), error);
    return job;
  }

  /** @param {any} job */
  progress(job) {
    const now = new ProgressStruct();
    now.struct_size = ProgressStruct.size;
    if (this.call.job_progress(job, now.address()) !== OK) return null;
    return { stage: text(now.stage), done: Number(now.done), total: Number(now.total), waiting_ms: Number(now.waiting_ms) };
  }

  /** The result of a job that ended, as JSON text. @param {any} job */
  result(job) {
    const out = voidptr_t(), error = voidptr_t();
    this.check(this.call.job_result(job, out.address(), error.address()), error);
    try {
      return text(this.call.text_data(out));
    } finally {
      this.call.text_free(out);
    }
  }

  /** @param {number} status @param {any} error freed */
  check(status, error) {
    if (status === OK) return;
    const name = text(this.call.status_name(status));
    if (error.isNull()) throw new Failure(name, 'it failed');
    const failure = new Failure(name, text(this.call.error_message(error)), Number(this.call.error_retry_after_ms(error)));
    this.call.error_free(error);
    throw failure;
  }
}
