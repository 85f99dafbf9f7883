import type { ProviderFailure } from '../provider.ts';

/** An answer we do not understand; ends as a failure of class `shape`, never as "0 rows". */
export class UnexpectedShape extends Error {
	readonly code: string;

	/**
	 * @param code ours, stable
	 * @param message one sentence that holds no value of the answer
	 */
	constructor(code: string, message: string) {
		super(message);
		this.name = 'UnexpectedShape';
		this.code = code;
	}

	get failure(): ProviderFailure {
		return { class: 'shape', code: this.code, message: this.message };
	}
}
