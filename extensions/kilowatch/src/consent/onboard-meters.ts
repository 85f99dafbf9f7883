import type { AuditEntry } from '../domain/audit-entry.ts';
import type { Provider } from '../providers/provider.ts';
import { errorCodes } from '../shared/error-codes.ts';
import type { OnboardingLine } from '../shared/http-contract/onboarding.ts';
import type { ProviderName } from '../shared/names.ts';
import { appendAudits } from '../storage/audit/append-audit.ts';
import type { NamedBuilding } from '../storage/buildings.ts';
import type { Database, Queryable } from '../storage/database.ts';
import { findDevicesByPoints, findUnnamedDevice, type SyncedDevice } from '../storage/devices.ts';
import { listWaiting } from '../storage/waiting-consents.ts';
import { askForMeter, placeOf, type MeterToConnect } from './connect-meter.ts';
import { ConsentError } from './consent-error.ts';
import { inviteInTransaction, USUAL_INVITATION_DAYS, type Invitation } from './invite-holder.ts';
import type { OnboardingDraft, Refusal } from './onboarding-file.ts';
import { lockPoint } from './point-lock.ts';

export interface OnboardingContext {
	database: Database;
	/** the providers that can be asked */
	providers: ReadonlyMap<ProviderName, Provider>;
	/** by the texts that name them in the file: the buildings that the caller may change, and no others */
	buildings: ReadonlyMap<string, readonly NamedBuilding[]>;
	requestedBy: string | null;
	at: Date;
}

/** What became of a line, or would. */
export interface OnboardedLine {
	draft: OnboardingDraft;
	building: NamedBuilding | undefined;
	verdict: OnboardingLine['verdict'];
	refusal: Refusal | undefined;
	device: string | undefined;
	/** none of a dry run, and none where the holder has consented already */
	invitation: Invitation | undefined;
}

/** What each line would do; nothing is written. */
export async function judgeMeters(
	{ database, ...context }: OnboardingContext,
	drafts: readonly OnboardingDraft[],
): Promise<OnboardedLine[]> {
	return (await judge(database, context, drafts)).map(lineOf);
}

/**
 * Makes a device, a pending consent and a link for the holder of each line, all or none. The same lines again make new links
 * and nothing else.
 *
 * @throws ConsentError where a line is refused
 */
export async function onboardMeters(
	{ database, ...context }: OnboardingContext,
	drafts: readonly OnboardingDraft[],
): Promise<OnboardedLine[]> {
	return database.transaction(async (connection) => {
		// What is locked is known before the database is asked: else two files at once would connect a meter twice.
		for (const [provider, place] of placesOf(context, drafts)) await lockPoint(connection, provider, place);
		const judged = await judge(connection, context, drafts);
		refuseAny(judged);

		const entries: AuditEntry[] = [];
		const asked: { line: JudgedLine; meter: MeterToBe; device: string }[] = [];
		for (const line of judged) {
			const { meter } = line;
			if (meter === undefined) continue;
			const { device, entry } = await askForMeter(
				connection,
				meter.provider.rules.name,
				meter,
				line.found?.id,
			);
			entries.push(entry);
			asked.push({ line, meter, device });
		}
		// The chains of all these meters are locked here, in one order, before an invitation adds to any of them.
		await appendAudits(connection, entries);

		const { requestedBy: invitedBy, at } = context;
		const invite = (provider: Provider, device: string) =>
			inviteInTransaction(connection, provider, { device, days: USUAL_INVITATION_DAYS, invitedBy, at });
		const done = new Map<JudgedLine, { device: string; invitation: Invitation }>();
		for (const { line, meter, device } of asked) {
			done.set(line, { device, invitation: await invite(meter.provider, device) });
		}

		return judged.map((line) => ({ ...lineOf(line), ...done.get(line) }));
	});
}

type Context = Omit<OnboardingContext, 'database'>;

/** A meter that is asked for, with the provider that is. */
type MeterToBe = Omit<MeterToConnect, 'provider'> & { provider: Provider };

interface JudgedLine extends Pick<OnboardedLine, 'draft' | 'building' | 'verdict' | 'refusal'> {
	/** none where there is nothing to do */
	meter: MeterToBe | undefined;
	found: SyncedDevice | undefined;
}

function lineOf({ draft, building, verdict, refusal, found }: JudgedLine): OnboardedLine {
	return {
		draft,
		building,
		verdict,
		refusal,
		device: verdict === 'refused' ? undefined : found?.id,
		invitation: undefined,
	};
}

/** In one order, so that two files with the same meters never wait for each other in a circle. */
function placesOf(context: Context, drafts: readonly OnboardingDraft[]): [ProviderName, string][] {
	const places = placeLines(context, drafts).flatMap(({ meter }): [ProviderName, string][] =>
		meter === undefined ? [] : [[meter.provider.rules.name, placeOf(meter)]],
	);

	return places.toSorted((one, other) => (one.join(' ') < other.join(' ') ? -1 : 1));
}

async function judge(
	connection: Queryable,
	context: Context,
	drafts: readonly OnboardingDraft[],
): Promise<JudgedLine[]> {
	const placed = placeLines(context, drafts);
	const known = await findKnown(connection, placed);
	const waiting = await listWaiting(
		connection,
		[...known.values()].flatMap(({ consent }) => consent?.id ?? []),
	);

	return placed.map((line): JudgedLine => {
		const { meter } = line;
		if (meter === undefined) return { ...line, verdict: 'refused', found: undefined };
		const found = known.get(nameOf(meter));
		if (found === undefined) return { ...line, verdict: 'new', found };
		if (String(found.building) !== String(meter.building)) {
			const refusal = refusalOf(
				'connected_elsewhere',
				'This meter stands in another building: archive that device first',
			);

			return { ...line, meter: undefined, verdict: 'refused', refusal, found };
		}
		if (found.consent === null) return { ...line, verdict: 'new', found };

		return found.consent.status !== 'pending' || waiting.has(found.consent.id)
			? { ...line, meter: undefined, verdict: 'connected', found }
			: { ...line, verdict: 'known', found };
	});
}

type PlacedLine = Pick<JudgedLine, 'draft' | 'building' | 'refusal' | 'meter'>;

/** The same meter in two lines would be two answers to one question: the second one is refused. */
function placeLines(context: Context, drafts: readonly OnboardingDraft[]): PlacedLine[] {
	const first = new Map<string, number>();

	return drafts.map((draft) => {
		const line = placeLine(context, draft);
		if (line.meter === undefined) return line;
		const name = nameOf(line.meter);
		const twin = first.get(name);
		if (twin === undefined) {
			first.set(name, draft.line);

			return line;
		}
		const refusal = refusalOf('twice', `The same meter stands in line ${twin}`);

		return { ...line, meter: undefined, refusal };
	});
}

/** A line with the building and the provider that it names, or why it cannot be taken. */
function placeLine({ buildings, providers, requestedBy }: Context, draft: OnboardingDraft): PlacedLine {
	const named = buildings.get(draft.building) ?? [];
	const building = named.length === 1 ? named[0] : undefined;
	const refuse = (code: Refusal['code'], message: string): PlacedLine => ({
		draft,
		building,
		refusal: refusalOf(code, message),
		meter: undefined,
	});
	if (draft.refusal !== undefined) return refuse(draft.refusal.code, draft.refusal.message);
	if (building === undefined) {
		return named.length === 0
			? refuse('building', 'There is no building of this key or name that you may change')
			: refuse(
					'building_ambiguous',
					`${named.length} buildings have this name: name it by its key, ${named.map(({ id }) => id).join(' or ')}`,
				);
	}
	const provider = draft.provider && providers.get(draft.provider);
	if (provider === undefined) {
		return refuse('provider_off', `The provider ${draft.providerText} is off on this server`);
	}
	const { pointId, scopes, label, personal } = draft;
	if (pointId !== undefined && !provider.rules.isPointId(pointId)) {
		return refuse('point_id', `This is not a point id of ${provider.rules.name}`);
	}

	return {
		draft,
		building,
		refusal: undefined,
		meter: { building: building.id, provider, pointId, scopes, label, personal, requestedBy },
	};
}

function refusalOf(code: Refusal['code'], message: string): Refusal {
	return { code, message };
}

/** The devices that lines mean, by {@link nameOf}. */
async function findKnown(
	connection: Queryable,
	lines: readonly PlacedLine[],
): Promise<ReadonlyMap<string, SyncedDevice>> {
	const meters = lines.flatMap(({ meter }) => meter ?? []);
	const known = new Map<string, SyncedDevice>();
	for (const provider of new Set(meters.map((meter) => meter.provider))) {
		const { name } = provider.rules;
		const pointIds = meters.flatMap((meter) => (meter.provider === provider ? (meter.pointId ?? []) : []));
		for (const device of await findDevicesByPoints(connection, name, pointIds)) {
			known.set(`${name} ${device.pointId}`, device);
		}
	}
	for (const meter of meters) {
		if (meter.pointId !== undefined) continue;
		const { name } = meter.provider.rules;
		const device = await findUnnamedDevice(connection, meter.building, name, meter.label ?? null);
		if (device) known.set(nameOf(meter), device);
	}

	return known;
}

function nameOf(meter: MeterToBe): string {
	return `${meter.provider.rules.name} ${placeOf(meter)}`;
}

/** So many refused lines are told in the error; the dry run tells all. */
const NAMED_REFUSALS = 5;

function refuseAny(lines: readonly JudgedLine[]): void {
	const refused = lines.filter(({ verdict }) => verdict === 'refused');
	if (refused.length === 0) return;
	const named = refused
		.slice(0, NAMED_REFUSALS)
		.map(({ draft, refusal }) => `line ${draft.line}: ${refusal?.message}`);

	throw new ConsentError(
		errorCodes.linesRefused,
		`${refused.length} of ${lines.length} lines are refused, so nothing was stored; ${named.join('; ')}` +
			(refused.length > NAMED_REFUSALS ? '; a dry run tells the others' : ''),
	);
}
