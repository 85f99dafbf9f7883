import type { Request } from 'express';
import { errorCodes } from '../shared/error-codes.ts';
import type { Environment } from './environment.ts';
import { kilowatchError } from './errors.ts';

/** The address under which this server is known; `undefined` where `PUBLIC_URL` is only a path. */
function publicUrl({ PUBLIC_URL }: Pick<Environment, 'PUBLIC_URL'>): URL | undefined {
	return PUBLIC_URL !== undefined && /^https?:/.test(PUBLIC_URL) && URL.canParse(PUBLIC_URL)
		? new URL(PUBLIC_URL)
		: undefined;
}

/**
 * The address of a holder's link, to be given away.
 *
 * @throws KILOWATCH_PUBLIC_URL where it is not known: the request's own address may be anybody's
 */
export function holderUrl(environment: Pick<Environment, 'PUBLIC_URL'>, token: string): string {
	const url = publicUrl(environment);
	if (!url) {
		throw kilowatchError(
			errorCodes.publicUrl,
			'A link cannot be made: set PUBLIC_URL to the full address of this server, such as https://directus.example.com',
		);
	}

	return `${url.origin}${holderPath(url, token)}`;
}

/** The path of a holder's page, as browsers see it. */
export function holderPath({ pathname }: Pick<URL, 'pathname'>, token: string): string {
	return `${pathname.replace(/\/+$/, '')}/kilowatch/holder/${token}`;
}

/** As {@link publicUrl}, else how this request reached us: to be shown, not to be given away. */
export function addressOf(environment: Pick<Environment, 'PUBLIC_URL'>, request: Request): URL {
	return publicUrl(environment) ?? new URL(`${request.protocol}://${request.get('Host') ?? 'localhost'}`);
}
