import { languageOf } from '../shared/languages.ts';
import type { BuildingKey } from '../shared/http-contract/buildings.ts';
import type { RightsScope } from '../shared/names.ts';
import { claimAlertNotices, markAlertsTold, type AlertNotice } from '../storage/alerts/alert-notices.ts';
import type { Database } from '../storage/database.ts';
import { listAdmins, readReaders, type Reader } from '../storage/readers.ts';
import { digestMessage, type DigestMessage } from './digest-message.ts';

export interface TellingContext {
	database: Database;
	/** puts a message into a person's notifications, from where Directus mails it; answers its key */
	notify: (recipient: string, message: DigestMessage) => Promise<number>;
	buildingUrl: (building: BuildingKey) => string;
	/** where people see only the buildings assigned to them, nobody but the manager is told */
	scope: RightsScope;
	log: (message: string, facts: Readonly<Record<string, unknown>>) => void;
}

/**
 * Tells managers of new alerts, and of those that have become worse: each person by one message, each alert once, whatever
 * number of processes would tell it. Where a building has no manager the admins are told.
 *
 * @param only `stale`: what a process has taken on and not told, because it died
 * @returns how many people were told
 */
export async function tellAlerts(context: TellingContext, only?: 'stale'): Promise<number> {
	const { database, notify, buildingUrl, log } = context;
	const notices = await claimAlertNotices(database, only);
	if (notices.length === 0) return 0;

	const { people, byPerson } = await addressees(context, notices);
	const isAddressed = new Set([...byPerson.values()].flat());
	// Where there is nobody to tell, it is done with.
	const unaddressed = notices.filter((notice) => !isAddressed.has(notice));
	if (unaddressed.length > 0) await markAlertsTold(database, unaddressed, []);

	let count = 0;
	for (const person of people) {
		const own = byPerson.get(person.id) ?? [];
		try {
			const id = await notify(person.id, digestMessage(own, languageOf(person.locale), buildingUrl));
			// At once: whoever dies before the next person has not told this one again.
			await markAlertsTold(database, own, [id]);
			count += 1;
		} catch (error) {
			log('A person could not be told of alerts', { user: person.id, error });
		}
	}

	return count;
}

async function addressees(
	{ database, scope }: TellingContext,
	notices: readonly AlertNotice[],
): Promise<{ people: Reader[]; byPerson: Map<string, AlertNotice[]> }> {
	const named = [...new Set(notices.flatMap(({ recipient }) => recipient ?? []))];
	const readers = await readReaders(database, named);
	const isNobodys = notices.some(({ recipient }) => recipient === null);
	const admins = scope === 'all' && isNobodys ? await listAdmins(database) : [];
	const people = new Map([...readers, ...admins].map((person) => [person.id, person]));
	const byPerson = new Map<string, AlertNotice[]>();
	for (const notice of notices) {
		const recipients = notice.recipient === null ? admins.map(({ id }) => id) : [notice.recipient];
		for (const recipient of recipients) {
			byPerson.set(recipient, [...(byPerson.get(recipient) ?? []), notice]);
		}
	}

	return { people: [...people.values()].filter(({ id }) => byPerson.has(id)), byPerson };
}
