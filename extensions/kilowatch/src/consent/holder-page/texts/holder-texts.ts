import type { ConsentEndReason } from '../../../shared/names.ts';

/** What the holder's page says besides the statement: signs, buttons, and how things stand. */
export interface HolderTexts {
	languages: string;
	skip: string;
	/** before the title of a page with a mistake in it */
	errorTitle: string;
	errorSummary: string;
	private: string;
	textVersion: (version: string) => string;
	facts: {
		whoAsks: string;
		meter: string;
		endingIn: (digits: string) => string;
		place: string;
		operator: string;
		permission: string;
		from: (date: string) => string;
		until: (date: string) => string;
		linkUntil: string;
		lastRead: string;
		neverRead: string;
		reach: (first: string, last: string, days: number) => string;
		noReach: string;
	};
	ask: {
		legend: string;
		hint: string;
		submit: string;
		again: string;
		noneTicked: string;
		adviceAlone: string;
		changedMeanwhile: string;
		linkExpired: string;
		providerOff: string;
	};
	operator: {
		title: (operator: string) => string;
		chosen: string;
		text: (operator: string) => string;
		go: (operator: string) => string;
		change: string;
		/** only Enedis does so */
		oldShare: string;
	};
	living: {
		title: string;
		read: string;
		since: (date: string) => string;
		withdraw: (scope: string) => string;
		withdrawing: { daily: string; load_curve: string; advice: string };
		more: string;
		moreHint: string;
		allow: string;
		noMoreTicked: string;
		ending: (date: string) => string;
		renew: string;
		renewHint: string;
	};
	withdrawAll: { heading: string; text: (operator: string) => string; submit: string };
	awaited: { title: string; text: (operator: string) => string };
	ended: { title: string; reasons: Readonly<Record<ConsentEndReason, string>>; on: (date: string) => string };
	download: { heading: string; text: string; json: string; csv: string; withheld: string };
	erase: {
		heading: string;
		goesHeading: string;
		goes: readonly string[];
		staysHeading: string;
		stays: string;
		confirm: string;
		submit: string;
		notTicked: string;
	};
	done: {
		heading: string;
		withdrawn: string;
		allowed: string;
		ended: string;
		endedByHolder: (operator: string) => string;
		unchanged: string;
	};
	outcome: {
		granted: { title: string; text: string };
		refused: { title: string; text: string };
		waiting: { title: string; text: (operator: string) => string };
		failed: { title: string; text: (operator: string) => string };
		/** the meter that was chosen there is not this one */
		otherPoint: string;
		alreadyConnected: string;
		tooLate: string;
		code: (operator: string, code: string) => string;
		toPage: string;
		tryAgain: string;
		openLink: string;
	};
	plain: {
		gone: { title: string; text: string };
		erased: { title: string; text: string };
		erasing: { title: string; text: string };
		tooMany: { title: string; text: string };
		elsewhere: { title: string; text: string };
		unreadable: { title: string; text: string };
		broken: { title: string; text: string };
	};
	mail: {
		subject: (organisation: string) => string;
		greeting: string;
		text: (asker: string, building: string) => string;
		link: string;
		until: (date: string) => string;
		notYou: string;
	};
}
