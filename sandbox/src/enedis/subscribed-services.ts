import { Hono } from 'hono';
import { z } from 'zod';
import { todayOf } from '../calendar.ts';
import type { Clock } from '../clock.ts';
import { requireBearer } from './bearer.ts';
import { answerRefusal, Refusal } from './refusal.ts';
import { stateOf, type Share, type Shares, type ShareState } from './shares.ts';
import type { Tokens } from './tokens.ts';

const MAX_LIST = 1000;
const measureTypes = ['CDC', 'PMAX', 'ENERGIE', 'IDX', 'ITC'] as const;

const requestSchema = z.strictObject({
	comptage: z.boolean(),
	autorisationId: z.int(),
	etatCode: z.array(z.enum(['DEMANDE', 'ACTIF', 'TERMINE', 'SUPPRIME'])).default(['ACTIF', 'DEMANDE']),
	serviceType: z.enum(['CCDC', 'TRANSREC', 'OPPENR', 'ACCES']).default('ACCES'),
	pointId: z.array(z.string()).max(MAX_LIST).optional(),
	siren: z.array(z.string()).max(MAX_LIST).optional(),
	dateDebut: z.iso.date().optional(),
	dateFin: z.iso.date().optional(),
	mesureTypeCode: z.array(z.enum(measureTypes)).optional(),
	soutirage: z.boolean().optional(),
	injection: z.boolean().optional(),
	autorisation: z.boolean().optional(),
	page: z.int().min(0).optional(),
});

type ServicesRequest = z.infer<typeof requestSchema>;

export interface SubscribedServicesOptions {
	clock: Clock;
	shares: Shares;
	tokens: Tokens;
}

/** `POST /v1` and `/v1/`, to be mounted on `/subscribed_services`: which PRM a consent is about, and until when. */
export function subscribedServices({ clock, shares, tokens }: SubscribedServicesOptions): Hono {
	const routes = new Hono();
	routes.onError(answerRefusal);

	routes.on('POST', ['/v1', '/v1/'], requireBearer(tokens), async (context) => {
		const request = readRequest(await context.req.text());
		const share = shares.withAutorisation(request.autorisationId);
		if (share && shares.takeEmptyList(share)) return context.json(emptyAnswer(share.emptyListsLeft));

		const today = todayOf(clock.nowMs());
		const services = share ? servicesOf(share, stateOf(share, today), request) : [];
		if (request.comptage) return context.json({ nbTotalServices: services.length });

		// One consent is one PRM, so its services never fill a second page.
		return context.json({
			nbTotalServices: services.length,
			serviceSouscrit: (request.page ?? 0) > 1 ? [] : services,
		});
	});

	return routes;
}

/** Right after a consent there is no list, in either form: null and without elements take turns. */
const emptyAnswer = (emptyListsLeft: number): object => ({
	nbTotalServices: 0,
	serviceSouscrit: emptyListsLeft % 2 === 1 ? null : [],
});

function readRequest(text: string): ServicesRequest {
	let body: unknown;
	try {
		body = JSON.parse(text);
	} catch {
		throw new Refusal(400, '400', 'La syntaxe de la requête est erronée.', 'code');
	}
	const parsed = requestSchema.safeParse(body);
	if (parsed.success) return parsed.data;

	const issue = parsed.error.issues[0];
	const field = issue?.path.join('.') || 'requestBody';
	throw new Refusal(400, '400', `${field} : ${issue?.message ?? ''}`, 'code');
}

const labels: Record<ShareState, string> = {
	ACTIF: 'Actif',
	TERMINE: 'Terminé',
	SUPPRIME: 'Supprimé',
};

/** One row per kind of measure, all of the same PRM. */
function servicesOf(share: Share, state: ShareState, request: ServicesRequest): object[] {
	const isWanted =
		request.etatCode.includes(state) &&
		request.serviceType === 'ACCES' &&
		(request.pointId ?? [share.pointId]).includes(share.pointId) &&
		share.startDate >= (request.dateDebut ?? '') &&
		share.endDate >= (request.dateFin ?? '') &&
		// The sandbox's holder is a person without SIREN.
		request.siren === undefined &&
		request.injection !== true &&
		request.autorisation !== false;
	if (!isWanted) return [];

	return (['CDC', 'ENERGIE', 'PMAX'] as const)
		.filter((type) => (request.mesureTypeCode ?? measureTypes).includes(type))
		.map((type) => ({
			id: `${share.autorisationId}-${type}`,
			injection: false,
			soutirage: true,
			serviceCode: 'ACCES',
			dateDebut: share.startDate,
			dateFin: share.endDate,
			etatCode: state,
			etatLibelle: labels[state],
			pointId: share.pointId,
			sirenTitulaire: null,
			sirenBeneficiaire: '000000000',
			mesuresTypeCode: type,
			mesuresPas: type === 'CDC' ? 'PT30M' : 'P1D',
			periodiciteTransmission: 'P1D',
			mesuresCorrigees: false,
			espaceDynamique: false,
			publicationDonnees: false,
			autorisation: {
				autorisationId: share.autorisationId,
				autorisationLibelle: 'Partage de données (simulateur)',
				autorisationType: 'EXPLICITE',
			},
		}));
}
