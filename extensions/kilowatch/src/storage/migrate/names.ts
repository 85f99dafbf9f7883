import { collections, folder } from '../../shared/collections/index.ts';

/** The collections of Kilowatch. */
export const collectionNames: readonly string[] = collections.map(({ collection }) => collection);

export const folderName = folder.collection;

/** Columns of `buildings`, without its key, its birthday and the lists that are no columns. */
export const buildingColumns: readonly string[] = collections
	.filter(({ collection }) => collection === 'buildings')
	.flatMap(({ fields }) => fields.filter(({ alias }) => !alias).map(({ field }) => field))
	.filter((field) => field !== 'id' && field !== 'created_at');

/** Every declared field that has a column. */
export const columnPlaces: readonly { collection: string; field: string }[] = collections.flatMap(
	({ collection, fields }) =>
		fields.filter(({ alias }) => !alias).map(({ field }) => ({ collection, field })),
);
