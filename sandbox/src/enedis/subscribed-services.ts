import { Hono } from 'hono';
import { z } from 'zod';
import { todayOf } from '../calendar.ts';
import type { Clock } from '../clock.ts';
import type { Meter } from '../meters/meter.ts';
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
	page: z.int().min(0).default(1),
});

type ServicesRequest = z.infer<typeof requestSchema>;

export interface SubscribedServicesOptions {
	clock: Clock;
	shares: Shares;
	tokens: Tokens;
	meters: readonly Meter[];
	/** how many services an answer lists */
	servicesPerPage?: number | undefined;
}

const DEFAULT_PER_PAGE = 1000;

/** `POST /v1` and `/v1/`, to be mounted on `/subscribed_services`: which PRM a consent is about, and until when. */
export function subscribedServices({
	clock,
	shares,
	tokens,
	meters,
	servicesPerPage = DEFAULT_PER_PAGE,
}: SubscribedServicesOptions): Hono {
	const routes = new Hono();
	routes.onError(answerRefusal);

	routes.on('POST', ['/v1', '/v1/'], requireBearer(tokens), async (context) => {
		const request = readRequest(await context.req.text());
		const share = shares.withAutorisation(request.autorisationId);
		if (share && shares.takeEmptyList(share)) return context.json(emptyAnswer(share.emptyListsLeft));

		const today = todayOf(clock.nowMs());
		const meter = meters.find(({ pointId }) => pointId === share?.pointId);
		const services = share && meter ? servicesOf(meter, share, stateOf(share, today), request) : [];
		// Taken back right after it was given: whoever comes back finds it, and nothing behind it.
		if (meter?.isRevokedAtOnce && services.length > 0) shares.delete(meter.pointId);
		if (request.comptage) return context.json({ nbTotalServices: services.length });

		// Both 0 and 1 are the first page.
		const first = (Math.max(1, request.page) - 1) * servicesPerPage;

		return context.json({
			nbTotalServices: services.length,
			serviceSouscrit: services.slice(first, first + servicesPerPage),
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

/** One row for each kind of measure in each of the meter's directions, all of the same PRM. */
function servicesOf(meter: Meter, share: Share, state: ShareState, request: ServicesRequest): object[] {
	const { holder } = meter.contract;
	const siren = holder.kind === 'organization' ? holder.siret.slice(0, 9) : null;
	const isWanted =
		request.etatCode.includes(state) &&
		request.serviceType === 'ACCES' &&
		(request.pointId ?? [share.pointId]).includes(share.pointId) &&
		(request.siren === undefined || (siren !== null && request.siren.includes(siren))) &&
		share.startDate >= (request.dateDebut ?? '') &&
		share.endDate >= (request.dateFin ?? '') &&
		request.autorisation !== false;
	if (!isWanted) return [];

	return (['soutirage', 'injection'] as const)
		.filter((direction) => (direction === 'soutirage' ? meter.consumption : meter.production) !== null)
		.filter((direction) => request[direction] !== false && !isOtherWanted(direction, request))
		.flatMap((direction) =>
			(['CDC', 'ENERGIE', 'PMAX'] as const)
				.filter((type) => (request.mesureTypeCode ?? measureTypes).includes(type))
				.filter((type) => type !== 'PMAX' || direction === 'soutirage')
				.map((type) => ({
					id: `${share.autorisationId}-${direction}-${type}`,
					injection: direction === 'injection',
					soutirage: direction === 'soutirage',
					serviceCode: 'ACCES',
					dateDebut: share.startDate,
					dateFin: share.endDate,
					etatCode: state,
					etatLibelle: labels[state],
					pointId: share.pointId,
					sirenTitulaire: siren,
					sirenBeneficiaire: '000000000',
					mesuresTypeCode: type,
					mesuresPas: type === 'CDC' ? curveStepOf(meter) : 'P1D',
					periodiciteTransmission: 'P1D',
					mesuresCorrigees: false,
					espaceDynamique: false,
					publicationDonnees: false,
					autorisation: {
						autorisationId: share.autorisationId,
						autorisationLibelle: 'Partage de données (simulateur)',
						autorisationType: 'EXPLICITE',
					},
				})),
		);
}

/** Who asks for one direction alone does not get the other. */
function isOtherWanted(direction: 'soutirage' | 'injection', request: ServicesRequest): boolean {
	const other = direction === 'soutirage' ? 'injection' : 'soutirage';

	return request[other] === true && request[direction] !== true;
}

/** The list knows three steps of a curve and "none of them". */
function curveStepOf({ curveStepMinutes }: Meter): string {
	return [10, 15, 30].includes(curveStepMinutes) ? `PT${curveStepMinutes}M` : 'NA';
}
