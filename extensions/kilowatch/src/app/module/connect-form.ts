import { isEan, isPrm } from '../../domain/point-id.ts';
import type { ConfigureRequest } from '../../shared/http-contract/consents.ts';
import type { ConsentScope, ProviderName } from '../../shared/names.ts';
import { consentScopes } from '../../shared/names.ts';

/** What people fill in to connect a meter. Nothing is ticked for them. */
export interface ConnectForm {
	provider: ProviderName | null;
	pointId: string;
	label: string;
	personal: boolean;
	scopes: Record<ConsentScope, boolean>;
	/** where the holder agrees: at the operator's page now, or on a page of their own */
	holder: 'here' | 'link';
}

export function emptyForm(provider: ProviderName | null): ConnectForm {
	return {
		provider,
		pointId: '',
		label: '',
		personal: false,
		scopes: { daily: false, load_curve: false, advice: false },
		holder: 'here',
	};
}

export interface PointIdRule {
	kind: 'prm' | 'ean';
	/** the operator's consent page names the meter */
	optional: boolean;
}

/** Which point id a provider's meters have; undefined for sources that ask nobody for consent. */
export function pointIdRule(provider: ProviderName | null): PointIdRule | undefined {
	switch (provider) {
		case 'enedis':
			return { kind: 'prm', optional: true };
		case 'myelectricaldata':
		case 'conso_api':
			return { kind: 'prm', optional: false };
		case 'ores':
		case 'fluvius':
			return { kind: 'ean', optional: false };
		default:
			return undefined;
	}
}

/** `incomplete` is not yet a mistake: people are still typing, or have not begun. */
export function checkPointId(provider: ProviderName | null, typed: string): 'right' | 'incomplete' | 'wrong' {
	const rule = pointIdRule(provider);
	const pointId = withoutSpaces(typed);
	if (rule === undefined) return 'incomplete';
	if (pointId === '') return rule.optional ? 'right' : 'incomplete';
	if (rule.kind === 'prm' ? isPrm(pointId) : isEan(pointId)) return 'right';

	const length = rule.kind === 'prm' ? 14 : 18;

	return /^\d*$/.test(pointId) && pointId.length < length ? 'incomplete' : 'wrong';
}

/**
 * The request of a filled-in form.
 *
 * @returns undefined while something is missing or wrong
 */
export function toRequest(form: ConnectForm): ConfigureRequest | undefined {
	if (form.provider === null || checkPointId(form.provider, form.pointId) !== 'right') return undefined;
	if (!form.scopes.daily && !form.scopes.load_curve) return undefined;

	const pointId = withoutSpaces(form.pointId);
	const label = form.label.trim();

	return {
		provider: form.provider,
		scopes: consentScopes.filter((scope) => form.scopes[scope]),
		personal: form.personal,
		...(pointId !== '' && { point_id: pointId }),
		...(label !== '' && { label }),
	};
}

/** Numbers on bills are printed in groups. */
function withoutSpaces(text: string): string {
	return text.replace(/\s/g, '');
}
