import type { ReactNode } from 'react';
import { pictureSizes } from '../picture-rules.ts';
import type { Picture } from './schema.ts';

type SpotPictureProps = {
  picture: Picture;
  /** What stands in a place, apart from its number. */
  children: (id: string) => ReactNode;
};

// A style of its own is nothing that an element may have here (Content-Security-Policy): the sheet reads the digits.
const toDigits = (percent: number) => String(percent).padStart(3, '0');

/** A picture with something in each of its places. Its box is there before the picture is, and without it. */
export function SpotPicture({ picture, children }: SpotPictureProps) {
  const { url, srcset, alt, width, height, areas } = picture;
  return (
    <div className="spots">
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true" />
      <img
        src={url}
        {...(srcset && { srcSet: srcset, sizes: pictureSizes })}
        alt={alt}
        width={width}
        height={height}
        loading="lazy"
        decoding="async"
      />
      {areas.map((area, index) => (
        <span key={area.id} className="spot-left" data-percent={toDigits(area.left)}>
          <span className="spot-top" data-percent={toDigits(area.top)}>
            <span className="spot-width" data-percent={toDigits(area.width)}>
              <span className="spot" data-percent={toDigits(area.height)}>
                {children(area.id)}
                <b aria-hidden="true">{index + 1}</b>
              </span>
            </span>
          </span>
        </span>
      ))}
    </div>
  );
}
