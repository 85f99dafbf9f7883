import { DateTime } from 'luxon';

/** `2026-Jul-17 05:00:00+0000`, followed by the redundant word `UTC` */
const GATEWAY_MOMENT = /\d{4}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2}[+-]\d{4}/;

/**
 * The moment of a `Retry-After` header: seconds from now, or an HTTP date.
 *
 * @returns `undefined` for a header that is absent or neither
 */
export function retryAfter(headers: Headers, now: Date): Date | undefined {
	const text = headers.get('retry-after')?.trim();
	if (!text) return undefined;
	if (/^\d{1,9}$/.test(text)) return new Date(now.getTime() + Number(text) * 1000);
	const date = DateTime.fromHTTP(text);
	return date.isValid ? date.toJSDate() : undefined;
}

/** The first moment that a gateway's text names in its own notation, `2026-Jul-17 05:00:00+0000 UTC`. */
export function gatewayMoment(text: string): Date | undefined {
	const found = GATEWAY_MOMENT.exec(text)?.[0];
	if (found === undefined) return undefined;
	const moment = DateTime.fromFormat(found, 'yyyy-LLL-dd HH:mm:ssZZZ', { locale: 'en' });
	return moment.isValid ? moment.toJSDate() : undefined;
}
