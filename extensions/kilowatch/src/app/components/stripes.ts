const SIZE = 8;

/** A hatching for incomplete bars, so that they can be told apart without colours. */
export function stripes(colour: string): CanvasPattern | string {
	const canvas = document.createElement('canvas');
	canvas.width = SIZE;
	canvas.height = SIZE;
	const context = canvas.getContext('2d');
	if (context === null) return colour;

	context.strokeStyle = colour;
	context.lineWidth = 2;
	context.beginPath();

	// One line through the tile and its neighbours' ends in the corners, so that tiles join.
	for (const offset of [-SIZE, 0, SIZE]) {
		context.moveTo(offset - 1, SIZE + 1);
		context.lineTo(offset + SIZE + 1, -1);
	}

	context.stroke();

	return context.createPattern(canvas, 'repeat') ?? colour;
}
