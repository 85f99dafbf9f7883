import { consentScopes, type ConsentScope } from '../../../../shared/names.ts';

/** The scopes that a form names; what is no scope is none of our boxes. */
export function tickedScopes(form: URLSearchParams): ConsentScope[] {
	const ticked = form.getAll('scope');

	return consentScopes.filter((scope) => ticked.includes(scope));
}

/** Advice on nothing would be a consent to nothing. */
export function isAdviceAlone(scopes: readonly ConsentScope[]): boolean {
	return scopes.length === 1 && scopes[0] === 'advice';
}
