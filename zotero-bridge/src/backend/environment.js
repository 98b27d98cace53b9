// Secrets are in this process's environment only while a job may ask for them. Main thread.

/** What was not set before is empty afterwards: Gecko cannot unset a name. Names that several jobs need are put back when the last of these ends. */
export class Environment {
  constructor() {
    /** @type {Map<string, {users: number, before: string}>} */
    this.held = new Map();
  }

  /** @param {Record<string, string>} env */
  add(env) {
    for (const [name, value] of Object.entries(env)) {
      const held = this.held.get(name) ?? { users: 0, before: Services.env.get(name) };
      held.users += 1;
      this.held.set(name, held);
      Services.env.set(name, value);
    }
  }

  /** @param {Record<string, string>} env what was added */
  remove(env) {
    for (const name of Object.keys(env)) {
      const held = this.held.get(name);
      if (!held || --held.users > 0) continue;
      this.held.delete(name);
      Services.env.set(name, held.before);
    }
  }
}
