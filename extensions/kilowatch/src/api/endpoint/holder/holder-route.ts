import type { Request, Response } from 'express';
import { z } from 'zod';
import { ConsentError } from '../../../consent/consent-error.ts';
import { pageSecurityPolicy } from '../../../consent/holder-page/layout.ts';
import { pageContext, type PageContext } from '../../../consent/holder-page/page-context.ts';
import { plainPage } from '../../../consent/holder-page/plain.ts';
import type { HolderTexts } from '../../../consent/holder-page/texts/holder-texts.ts';
import { openLink } from '../../../consent/open-link.ts';
import { languages, type Language } from '../../../shared/languages.ts';
import { tokenOf } from '../../holder-token.ts';
import { addressOf, holderPath } from '../../public-url.ts';
import type { Runtime } from '../../runtime.ts';
import { nothing, type DocumentedAnswers, type Route, type RouteAnswer } from '../route.ts';
import { postedForm, UnreadableForm } from './posted-form.ts';
import { isSameSite } from './same-site.ts';
import { countUnknownLink } from './unknown-links.ts';

export interface HolderRequest {
	runtime: Runtime;
	token: string;
	context: PageContext;
	/** empty for a page that is only opened */
	form: URLSearchParams;
	http: { request: Request; response: Response };
	now: Date;
}

/**
 * A route of the holder's page. It is open to anyone and protects itself: the token in the address is the right, and what it opens
 * is one meter. Whatever goes wrong is answered as a page in the holder's language.
 */
export function defineHolderRoute(definition: {
	method: Route['method'];
	/** below the link's own path */
	path: '' | `/${string}`;
	summary: string;
	answers: DocumentedAnswers;
	handle: (request: HolderRequest) => Promise<RouteAnswer>;
}): Route {
	const { method, path, summary, answers, handle } = definition;

	return {
		method,
		path: `/holder/:token${path}`,
		access: 'anyone',
		summary,
		answers,
		errors: [],
		query: z.looseObject({ lang: z.enum(languages).optional() }),
		body: nothing,
		run: (runtime, _caller, request, response) =>
			answerAsPage(runtime, request, response, async () => {
				const token = tokenOf(request) ?? '';
				const now = new Date();
				const context = await openContext(runtime, request, { token, now });
				if (!context) return unknownLink(request);
				const isSent = method === 'post';
				const publicUrl = addressOf(runtime.environment, request);
				if (isSent && !isSameSite(request, publicUrl)) return plain('elsewhere', 403, languageOf(request));
				const form = isSent ? await postedForm(request) : new URLSearchParams();

				return handle({ runtime, token, context, form, http: { request, response }, now });
			}),
	};
}

/** Sets what every answer of the holder's page has, and turns every error into a page. */
export async function answerAsPage(
	runtime: Runtime,
	request: Request,
	response: Response,
	answer: () => Promise<RouteAnswer>,
): Promise<RouteAnswer> {
	response.set({
		'Content-Security-Policy': pageSecurityPolicy,
		'Referrer-Policy': 'no-referrer',
		'X-Content-Type-Options': 'nosniff',
		'X-Robots-Tag': 'noindex, nofollow, noarchive',
		Vary: 'Accept-Language',
	});
	try {
		return await answer();
	} catch (error) {
		const language = languageOf(request);
		if (error instanceof UnreadableForm) return plain('unreadable', 400, language);
		runtime.warn('A holder’s page could not be answered', {
			method: request.method,
			error:
				error instanceof Error ? { name: error.name, message: error.message, stack: error.stack } : 'unknown',
		});

		return plain('broken', 500, language);
	}
}

/** What the views need, for the link with this token; `undefined` where it opens nothing. */
export async function openContext(
	runtime: Runtime,
	request: Request,
	{ token, now, language }: { token: string; now: Date; language?: Language },
): Promise<PageContext | undefined> {
	const { environment, database, providers, vault } = runtime;
	const link = await openLink(database, token, now);
	if (!link) return undefined;

	const publicUrl = addressOf(environment, request);
	const chosen = language ?? chosenLanguage(request);
	const provider = vault.ready ? providers.providers.get(link.meter.provider) : undefined;

	return pageContext(
		{
			...link,
			language: chosen ?? preferredLanguage(request),
			isLanguageChosen: chosen !== undefined,
			base: holderPath(publicUrl, token),
		},
		{
			publicUrl,
			location: environment.KILOWATCH_DATA_LOCATION ?? null,
			totalsMonths: environment.KILOWATCH_DAILY_MONTHS,
			curveMonths: environment.KILOWATCH_READINGS_MONTHS,
			consentMonths: provider?.rules.maxConsentMonths,
		},
		now,
	);
}

/** The same answer for every link that opens nothing, until there are too many of them. */
export async function unknownLink(request: Request): Promise<RouteAnswer> {
	const isTooMany = await countUnknownLink(request.ip ?? '');

	return isTooMany ? plain('tooMany', 429, languageOf(request)) : plain('gone', 404, languageOf(request));
}

/** Back to the holder's page. Relative, so that the token stands in no header that is logged. */
export function toHolderPage({ context }: Pick<HolderRequest, 'context'>, done?: string): RouteAnswer {
	const query = new URLSearchParams({
		...(done === undefined ? {} : { done }),
		...(context.isLanguageChosen ? { lang: context.language } : {}),
	}).toString();

	return { redirect: `./${query && `?${query}`}`, status: 303 };
}

/** To a page beside the one that was asked for, in the language that was chosen. */
export function toSubpage({ context }: Pick<HolderRequest, 'context'>, page: string): RouteAnswer {
	return {
		redirect: `./${page}${context.isLanguageChosen ? `?lang=${context.language}` : ''}`,
		status: 303,
	};
}

/** A consent that is in another state by now: the page shows which. Everything else goes on. */
export function toPageIfState(request: HolderRequest, error: unknown): RouteAnswer {
	if (error instanceof ConsentError) return toHolderPage(request, 'unchanged');

	throw error;
}

async function plain(
	kind: keyof HolderTexts['plain'],
	status: 400 | 403 | 404 | 429 | 500,
	language: Language,
): Promise<RouteAnswer> {
	return { html: await plainPage(kind, language), status };
}

export function languageOf(request: Request): Language {
	return chosenLanguage(request) ?? preferredLanguage(request);
}

function chosenLanguage({ query }: Request): Language | undefined {
	return z.object({ lang: z.enum(languages) }).safeParse(query).data?.lang;
}

/** What the browser asks for, else English. */
function preferredLanguage(request: Request): Language {
	const best = request.acceptsLanguages([...languages]);

	return languages.find((language) => language === best) ?? 'en';
}
