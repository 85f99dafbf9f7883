import { z } from 'zod';
import { hashText } from '../hash.ts';

export const shareSchema = z.strictObject({
	/** stable per application and PRM: deleting and sharing again gives the same */
	autorisationId: z.int().positive(),
	pointId: z.string().regex(/^\d{14}$/),
	/** `YYYY-MM-DD` */
	startDate: z.iso.date(),
	/** `YYYY-MM-DD`, first day without access */
	endDate: z.iso.date(),
	isDeleted: z.boolean(),
	/** how many more times the services of this share are not there yet */
	emptyListsLeft: z.int().min(0),
});

/** A holder's agreement that the application reads a PRM. */
export type Share = z.infer<typeof shareSchema>;

export type ShareState = 'ACTIF' | 'TERMINE' | 'SUPPRIME';

/** What holders have shared with the application. */
export interface Shares {
	all(): Share[];
	/** The share that gives access to the PRM today, `YYYY-MM-DD`. */
	active(pointId: string, today: string): Share | undefined;
	withAutorisation(autorisationId: number): Share | undefined;
	/** Shares a PRM, in place of an ended or deleted share of it. */
	grant(pointId: string, startDate: string, endDate: string): Share;
	/** The holder ends the share in their account; false when there is none. */
	delete(pointId: string): boolean;
	/** True as long as the new share's services are not there yet; every call counts. */
	takeEmptyList(share: Share): boolean;
}

export interface SharesOptions {
	clientId: string;
	/** how many service lists are empty after a consent */
	emptyServiceLists: number;
	/** shares of an earlier run */
	initial?: readonly Share[];
	/** called with all shares after each change */
	onChange?: (shares: Share[]) => void;
}

/** State of a share on a day, `YYYY-MM-DD`. */
export function stateOf(share: Share, today: string): ShareState {
	if (share.isDeleted) return 'SUPPRIME';

	return today < share.endDate ? 'ACTIF' : 'TERMINE';
}

export function createShares({ clientId, emptyServiceLists, initial = [], onChange }: SharesOptions): Shares {
	const byPoint = new Map(initial.map((share) => [share.pointId, { ...share }]));
	const all = (): Share[] => [...byPoint.values()];
	const keep = (share: Share): Share => {
		byPoint.set(share.pointId, share);
		onChange?.(all());

		return share;
	};

	return {
		all,
		active: (pointId, today) => {
			const share = byPoint.get(pointId);

			return share && stateOf(share, today) === 'ACTIF' ? share : undefined;
		},
		withAutorisation: (autorisationId) => all().find((share) => share.autorisationId === autorisationId),
		grant: (pointId, startDate, endDate) =>
			keep({
				autorisationId: autorisationIdOf(clientId, pointId),
				pointId,
				startDate,
				endDate,
				isDeleted: false,
				emptyListsLeft: emptyServiceLists,
			}),
		delete: (pointId) => {
			const share = byPoint.get(pointId);
			if (!share || share.isDeleted) return false;
			keep({ ...share, isDeleted: true });

			return true;
		},
		takeEmptyList: (share) => {
			const { emptyListsLeft } = share;
			if (emptyListsLeft > 0) keep({ ...share, emptyListsLeft: emptyListsLeft - 1 });

			return emptyListsLeft > 0;
		},
	};
}

const autorisationIdOf = (clientId: string, pointId: string): number =>
	100_000_000 + (hashText(`${clientId}/${pointId}`) % 900_000_000);
