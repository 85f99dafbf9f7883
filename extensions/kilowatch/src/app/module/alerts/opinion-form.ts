import type { Verdict } from '../../../shared/alert-rules.ts';
import type { AcknowledgeRequest, Alert, VerdictRequest } from '../../../shared/http-contract/alerts.ts';

/** What a manager says of an alert. */
export interface OpinionForm {
	verdict: Verdict | 'none';
	comment: string;
}

/** What is to be sent, in this order; neither: nothing is to be said. */
export interface OpinionRequests {
	acknowledge?: AcknowledgeRequest;
	verdict?: VerdictRequest;
}

export type OpinionKind = 'acknowledge' | 'acknowledgeAndJudge' | 'save';

/** The most that the server keeps. */
export const MOST_COMMENT = 2_000;

type Judged = Pick<Alert, 'status' | 'verdict' | 'comment'>;

export function opinionForm({ verdict, comment }: Judged): OpinionForm {
	return { verdict: verdict ?? 'none', comment: comment ?? '' };
}

/** Whoever says what an open alert was has seen it; one that has closed needs nobody who does. */
export function opinionRequests(form: OpinionForm, alert: Judged): OpinionRequests {
	const verdict = form.verdict === 'none' ? null : form.verdict;
	const comment = form.comment.trim() === '' ? null : form.comment.trim();
	const said = comment === alert.comment ? {} : { comment };
	const isJudged = verdict !== alert.verdict;
	if (alert.status === 'open') {
		return { acknowledge: said, ...(isJudged && { verdict: { verdict } }) };
	}

	return isJudged || 'comment' in said ? { verdict: { verdict, ...said } } : {};
}

/** What sending it does, in one word. */
export function opinionKind(form: OpinionForm, alert: Judged): OpinionKind {
	const { acknowledge, verdict } = opinionRequests(form, alert);
	if (acknowledge === undefined) return 'save';

	return verdict === undefined ? 'acknowledge' : 'acknowledgeAndJudge';
}
