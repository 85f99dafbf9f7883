/**
 * Weighted least squares that are learned row by row: each row makes the earlier ones count less. Solving drops columns that are
 * not wanted, and holds back those that little is known of.
 */
export class LeastSquares {
	readonly #columns: number;
	readonly #memory: number;
	/** the products of each two columns, and of each with the value */
	readonly #products: Float64Array;
	readonly #values: Float64Array;

	/** @param halfLife rows after which a row counts by half */
	constructor({ columns, halfLife }: { columns: number; halfLife: number }) {
		this.#columns = columns;
		this.#memory = 0.5 ** (1 / halfLife);
		this.#products = new Float64Array(columns * columns);
		this.#values = new Float64Array(columns);
	}

	/** Lets all rows count less, as a row of which nothing is known does. */
	forget(): void {
		for (let place = 0; place < this.#products.length; place++) {
			this.#products[place] = (this.#products[place] ?? 0) * this.#memory;
		}
		for (let place = 0; place < this.#values.length; place++) {
			this.#values[place] = (this.#values[place] ?? 0) * this.#memory;
		}
	}

	learn(row: Float64Array, value: number): void {
		this.forget();
		for (let one = 0; one < this.#columns; one++) {
			const entry = row[one] ?? 0;
			if (entry === 0) continue;
			this.#values[one] = (this.#values[one] ?? 0) + entry * value;
			for (let other = 0; other < this.#columns; other++) {
				const place = one * this.#columns + other;
				this.#products[place] = (this.#products[place] ?? 0) + entry * (row[other] ?? 0);
			}
		}
	}

	/**
	 * The coefficient of each column; 0 of one that is dropped or was never seen.
	 *
	 * @param holdBack of each column, the share of all rows' weight that is added against it; `Infinity` drops it
	 */
	solve(holdBack: readonly number[]): Float64Array {
		const all = this.#columns;
		const used = holdBack.flatMap((share, column) => (Number.isFinite(share) ? [column] : []));
		const size = used.length;
		let weight = 0;
		for (let column = 0; column < all; column++) {
			if (holdBack[column] === 0) weight += this.#products[column * all + column] ?? 0;
		}
		const matrix = new Float64Array(size * (size + 1));
		for (const [one, from] of used.entries()) {
			for (const [other, to] of used.entries()) {
				matrix[one * (size + 1) + other] = this.#products[from * all + to] ?? 0;
			}
			const diagonal = one * (size + 1) + one;
			matrix[diagonal] = (matrix[diagonal] ?? 0) + (holdBack[from] ?? 0) * weight + TINY * (weight + 1);
			matrix[one * (size + 1) + size] = this.#values[from] ?? 0;
		}
		eliminate(matrix, size);
		const coefficients = new Float64Array(all);
		for (const [place, column] of used.entries()) {
			coefficients[column] = matrix[place * (size + 1) + size] ?? 0;
		}

		return coefficients;
	}
}

/** Keeps a column that was never seen from dividing by nothing. */
const TINY = 1e-9;

/** Gauss and Jordan, of a symmetric matrix with positive diagonal: no pivots are needed. The solution is left in the last column. */
function eliminate(matrix: Float64Array, size: number): void {
	const width = size + 1;
	for (let column = 0; column < size; column++) {
		const pivot = matrix[column * width + column] ?? 1;
		for (let place = column; place < width; place++) {
			matrix[column * width + place] = (matrix[column * width + place] ?? 0) / pivot;
		}
		for (let row = 0; row < size; row++) {
			const factor = row === column ? 0 : (matrix[row * width + column] ?? 0);
			if (factor === 0) continue;
			for (let place = column; place < width; place++) {
				matrix[row * width + place] =
					(matrix[row * width + place] ?? 0) - factor * (matrix[column * width + place] ?? 0);
			}
		}
	}
}
