import { alertSettings, type AlertSettings } from '../domain/alerts/settings.ts';
import { canonicalJson } from '../domain/canonical-json.ts';
import { sha256 } from '../domain/sha256.ts';
import { mergeSettings } from './merge-settings.ts';

/** Grows when the rules find something else by the same settings, so that what they find no more is not taken for corrected. */
const RULES_VERSION = 1;

/** Settings in force, with what tells them from others. */
export interface SettingsInForce {
	settings: AlertSettings;
	digest: string;
}

/** The settings of each building over the portfolio's, each worked out once. */
export class SettingsBook {
	readonly #portfolio: unknown;
	readonly #made = new Map<string, SettingsInForce>();
	readonly #warn: (message: string, facts: Readonly<Record<string, unknown>>) => void;

	constructor(portfolio: unknown, warn: (message: string, facts: Readonly<Record<string, unknown>>) => void) {
		this.#portfolio = portfolio;
		this.#warn = warn;
	}

	/** Settings that somebody has spoilt behind our back do not stop alerts: the portfolio's are in force then, else the defaults. */
	of(own: unknown): SettingsInForce {
		const key = JSON.stringify(own ?? null);
		const made = this.#made.get(key);
		if (made) return made;
		const settings = this.#merge(own);
		const digest = sha256(`${RULES_VERSION} ${canonicalJson({ ...settings })}`);
		const inForce = { settings, digest };
		this.#made.set(key, inForce);

		return inForce;
	}

	#merge(own: unknown): AlertSettings {
		for (const levels of [[this.#portfolio, own], [this.#portfolio]]) {
			const merged = mergeSettings(...levels);
			if ('settings' in merged) return merged.settings;
			this.#warn('Settings of alerts cannot be used', { mistakes: merged.mistakes });
		}

		return alertSettings.parse({});
	}
}
