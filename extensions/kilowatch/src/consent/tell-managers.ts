import { languageOf } from '../shared/languages.ts';
import type { BuildingKey } from '../shared/http-contract/buildings.ts';
import { claimNotices, markTold, type ConsentNotice } from '../storage/consent-notices.ts';
import type { Database } from '../storage/database.ts';
import { listAdmins, readReaders, type Reader } from '../storage/readers.ts';
import { noticeMessage, type NoticeMessage } from './notice-message.ts';

export interface TellingContext {
	database: Database;
	/** puts a message into a person's notifications, from where Directus mails it; answers its key */
	notify: (recipient: string, message: NoticeMessage) => Promise<number>;
	buildingUrl: (building: BuildingKey) => string;
	log: (message: string, facts: Readonly<Record<string, unknown>>) => void;
}

/**
 * Tells managers of consents that end soon, have ended or were never given: each person by one message, each thing once,
 * whatever number of processes would tell it. A building's manager is told, else who asked for the consent, else the admins.
 *
 * @param today local date
 * @param only `stale`: what a process has taken on and not told, because it died
 * @returns how many people were told
 */
export async function tellManagers(context: TellingContext, today: string, only?: 'stale'): Promise<number> {
	const { database, notify, buildingUrl, log } = context;
	const notices = await claimNotices(database, today, only);
	if (notices.length === 0) return 0;

	const { people, byPerson } = await addressees(database, notices);
	const told = new Map<ConsentNotice, number[]>();
	// Who is told by nobody, for it was his own doing, or there is nobody, is done with.
	const isAddressed = new Set([...byPerson.values()].flat());
	for (const notice of notices) if (!isAddressed.has(notice)) told.set(notice, []);

	let count = 0;
	for (const person of people) {
		const own = byPerson.get(person.id) ?? [];
		try {
			const id = await notify(person.id, noticeMessage(own, languageOf(person.locale), buildingUrl));
			for (const notice of own) told.set(notice, [...(told.get(notice) ?? []), id]);
			count += 1;
		} catch (error) {
			log('A person could not be told of consents; it is tried again', { user: person.id, error });
		}
	}
	for (const [notice, notifications] of told) await markTold(database, [notice], notifications);

	return count;
}

async function addressees(
	database: Database,
	notices: readonly ConsentNotice[],
): Promise<{ people: Reader[]; byPerson: Map<string, ConsentNotice[]> }> {
	const named = [...new Set(notices.flatMap(({ recipient }) => recipient ?? []))];
	const readers = await readReaders(database, named);
	const admins = notices.some(({ recipient }) => recipient === null) ? await listAdmins(database) : [];
	const people = new Map([...readers, ...admins].map((person) => [person.id, person]));
	const byPerson = new Map<string, ConsentNotice[]>();
	for (const notice of notices) {
		const recipients = notice.recipient === null ? admins.map(({ id }) => id) : [notice.recipient];
		// All admins are told of what one of them did; a person is not told of what it did itself.
		for (const recipient of recipients) {
			if (recipient === notice.doneBy) continue;
			byPerson.set(recipient, [...(byPerson.get(recipient) ?? []), notice]);
		}
	}

	return { people: [...people.values()].filter(({ id }) => byPerson.has(id)), byPerson };
}
