const SIZE = 8;

/**
 * A hatching, so that what is not complete can be told apart without colours.
 *
 * @param lean incomplete bars lean to the right, gaps to the left
 */
export function stripes(colour: string, lean: 'right' | 'left' = 'right'): CanvasPattern | string {
	const canvas = document.createElement('canvas');
	canvas.width = SIZE;
	canvas.height = SIZE;
	const context = canvas.getContext('2d');
	if (context === null) return colour;

	context.strokeStyle = colour;
	context.lineWidth = lean === 'right' ? 2 : 1;
	if (lean === 'left') context.transform(-1, 0, 0, 1, SIZE, 0);
	context.beginPath();

	// One line through the tile and its neighbours' ends in the corners, so that tiles join.
	for (const offset of [-SIZE, 0, SIZE]) {
		context.moveTo(offset - 1, SIZE + 1);
		context.lineTo(offset + SIZE + 1, -1);
	}

	context.stroke();

	return context.createPattern(canvas, 'repeat') ?? colour;
}
