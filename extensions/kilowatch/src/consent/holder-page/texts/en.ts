import type { HolderTexts } from './holder-texts.ts';

export const en: HolderTexts = {
	languages: 'Language',
	skip: 'Skip to the content',
	errorTitle: 'Mistake: ',
	errorSummary: 'Please look at this once more',
	private: 'Keep the link of this page to yourself: whoever has it can do here what you can.',
	textVersion: (version) => `Version of the text: ${version}`,
	facts: {
		whoAsks: 'Who asks',
		meter: 'Meter',
		endingIn: (digits) => `number ending in ${digits}`,
		place: 'Building',
		operator: 'Grid operator',
		permission: 'Your permission',
		from: (date) => `since ${date}`,
		until: (date) => `until ${date}`,
		linkUntil: 'You can answer',
		lastRead: 'Last read',
		neverRead: 'not yet',
		reach: (first, last, days) =>
			`What is stored: ${days === 1 ? 'one day' : `${days} days`}, from ${first} to ${last}.`,
		noReach: 'Nothing is stored yet.',
	},
	ask: {
		legend: 'What do you allow?',
		hint: 'Tick what you agree to. Each box stands for itself.',
		submit: 'Continue',
		again: 'Give permission again',
		noneTicked:
			'Tick at least one box to go on. Nothing has changed: if you do not agree, just close this page.',
		adviceAlone:
			'Advice needs something to go by: tick the daily totals or the load curve, too. Nothing has changed.',
		changedMeanwhile:
			'The text of this page has changed meanwhile. Please read it again. Nothing has changed.',
		linkExpired:
			'Permission can no longer be given by this link. Ask the people who look after the building for a new one.',
		providerOff: 'Permission cannot be given at the moment. Please try again later.',
	},
	operator: {
		title: (operator) => `Now confirm at ${operator}`,
		chosen: 'You allow:',
		text: (operator) =>
			`${operator} asks you to log in to your account and to confirm. It decides by itself what its page says; only what you allow here is read. You then come back to this page.`,
		go: (operator) => `Go to ${operator}`,
		change: 'Change my choice',
		oldShare:
			'If Enedis shows an error and no way back, this meter is probably shared already. Delete the old share in your Enedis account first, then open the link of this page again.',
	},
	living: {
		title: 'Your electricity meter',
		read: 'What you allow',
		since: (date) => `Allowed since ${date}.`,
		withdraw: (scope) => `Withdraw: ${scope}`,
		withdrawing: {
			daily: 'If you withdraw them, daily totals are read no more and those stored are deleted.',
			load_curve: 'If you withdraw it, the load curve is read no more and what is stored of it is deleted.',
			advice: 'If you withdraw it, you get no more advice of your own.',
		},
		more: 'Allow more',
		moreHint: 'Not allowed so far. Nothing of it is read unless you tick it.',
		allow: 'Allow what is ticked',
		noMoreTicked: 'Tick what you want to allow. Nothing has changed.',
		ending: (date) => `Your permission ends on ${date}.`,
		renew: 'Renew your permission',
		renewHint: 'You are asked for a new permission, which takes the place of the present one.',
	},
	withdrawAll: {
		heading: 'Withdraw everything',
		text: (operator) =>
			`Reading stops at once and our access to ${operator} is destroyed. What was read before stays until its time is over, unless you have it deleted below.`,
		submit: 'Withdraw everything',
	},
	awaited: {
		title: 'Your permission is being set up',
		text: (operator) =>
			`You have confirmed. ${operator} has yet to tell us which meter it is; we ask again by ourselves for a day. You need not do anything.`,
	},
	ended: {
		title: 'Your permission has ended',
		reasons: {
			expired: 'Its last day has passed.',
			withdrawn: 'You have withdrawn it.',
			revoked: 'It was withdrawn at the grid operator.',
			unanswered: 'It was not confirmed at the grid operator.',
			renewed: 'A newer one has taken its place.',
			credentials_lost: 'The grid operator no longer accepts it; only a new permission helps.',
		},
		on: (date) => `Nothing has been read since ${date}.`,
	},
	download: {
		heading: 'Download your data',
		text: 'All that is stored about this meter, in two forms.',
		json: 'Download everything (JSON)',
		csv: 'Download the figures as a table (CSV)',
		withheld:
			'Somebody else may have had this meter before you, so the data cannot be handed out here. Ask the people who look after the building.',
	},
	erase: {
		heading: 'Have everything deleted',
		goesHeading: 'What goes, for good:',
		goes: [
			'your permission, in full and at once',
			'all figures read from this meter, and reports made with them',
			'the meter’s number and this page',
		],
		staysHeading: 'What stays:',
		stays:
			'a proof that there was a permission, from when to when. It can be matched to the meter only by somebody who knows its number.',
		confirm: 'Yes, delete everything. I know that it cannot be undone.',
		submit: 'Delete everything',
		notTicked: 'Tick the box to confirm that everything is to be deleted. Nothing has changed.',
	},
	done: {
		heading: 'Done',
		withdrawn: 'It is withdrawn, and what belonged to it alone is deleted.',
		allowed: 'It is allowed from now on.',
		ended: 'Your permission is withdrawn. Nothing is read any more.',
		endedByHolder: (operator) =>
			`Your permission is withdrawn. Nothing is read any more. If you like, also delete the share in your ${operator} account.`,
		unchanged: 'That was done already: nothing has changed.',
	},
	outcome: {
		granted: {
			title: 'Thank you: your permission is given',
			text: 'Reading begins now. On your page you see what is read, and can change or withdraw it at any time.',
		},
		refused: {
			title: 'You have not given permission',
			text: 'You said no at the grid operator. Nothing is read. If that was not what you meant, you can choose again.',
		},
		waiting: {
			title: 'Thank you: nearly done',
			text: (operator) =>
				`You have confirmed. ${operator} has yet to tell us which meter it is; we ask again by ourselves for a day. You need not do anything.`,
		},
		failed: {
			title: 'That did not work',
			text: (operator) => `${operator} sent you back without a permission. Nothing is read.`,
		},
		otherPoint: 'The meter chosen there is not the one this link is for. Choose this one when you try again.',
		alreadyConnected:
			'The meter chosen there is connected already in another building. Turn to the people who sent you the link.',
		tooLate: 'It took longer than 15 minutes, was confirmed already, or came back in another browser.',
		code: (operator, code) => `${operator} answered: ${code}`,
		toPage: 'Go to your page',
		tryAgain: 'Choose again',
		openLink: 'Open the link that you were given once more.',
	},
	plain: {
		gone: {
			title: 'There is nothing here',
			text: 'This link opens nothing: it never did, was replaced by a newer one, has expired, or everything behind it has been deleted. If you expected a page here, ask the people who look after the building for a new link.',
		},
		erased: {
			title: 'Everything is deleted',
			text: 'Nothing is read any more, and all that was stored about the meter is gone. This link opens nothing from now on.',
		},
		erasing: {
			title: 'Everything is being deleted',
			text: 'Nothing is read any more. What is stored about the meter is being deleted; that goes on by itself, and you need not do anything.',
		},
		tooMany: {
			title: 'Too many tries',
			text: 'From your connection too many links were opened that do not exist. Wait ten minutes, then open yours once more.',
		},
		elsewhere: {
			title: 'This came from another site',
			text: 'Nothing has changed. Open the link that you were given, and answer there.',
		},
		unreadable: {
			title: 'That could not be read',
			text: 'Nothing has changed. Open the link that you were given, and answer there.',
		},
		broken: {
			title: 'Something went wrong',
			text: 'It is our fault, not yours. Please try again in a few minutes.',
		},
	},
	mail: {
		subject: (organisation) => `${organisation} asks for your permission to read your electricity meter`,
		greeting: 'Good day,',
		text: (asker, building) =>
			`${asker} asks whether the electricity meter that you have at ${building} may be read. On this page you see what for, choose what you allow, and can withdraw it at any time:`,
		link: 'Open your page',
		until: (date) =>
			`You can answer until ${date}. The link is yours alone: do not pass it on, and keep this message, for the page stays yours.`,
		notYou: 'If this is not your meter, do nothing and delete this message: nothing is read.',
	},
};
