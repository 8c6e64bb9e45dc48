/** A remark a person should read before trusting or moving anything: what is the case, and what to do about it. */
export interface Finding {
  readonly level: 'info' | 'flag' | 'refusal';
  readonly code: string;
  readonly message: string;
}
