/** Thrown through a template that cannot work with what a setting of its component says. */
export class RefusedSetting extends Error {
  /** Below the component: `volumes.database.volumeName`. */
  readonly setting: string;

  constructor(setting: string, message: string) {
    super(message);
    this.setting = setting;
  }
}
