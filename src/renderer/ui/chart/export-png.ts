/** Draws a stand-alone SVG to a PNG at `ratio` device pixels per unit. */
export async function svgToPng(svg: string, ratio = 2): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    await new Promise<void>((resolve, reject) => {
      image.addEventListener('load', () => resolve(), { once: true });
      image.addEventListener('error', () => reject(new Error('The chart could not be drawn as a picture. Export it as SVG instead.')), {
        once: true,
      });
      image.src = url;
    });
    const canvas = document.createElement('canvas');
    canvas.width = image.width * ratio;
    canvas.height = image.height * ratio;
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('This browser gave no drawing surface. Export the chart as SVG instead.');
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise<Blob>((resolve, reject) => {
      canvas.toBlob(
        (blob) => (blob === null ? reject(new Error('The picture could not be encoded. Export the chart as SVG instead.')) : resolve(blob)),
        'image/png',
      );
    });
  } finally {
    URL.revokeObjectURL(url);
  }
}
