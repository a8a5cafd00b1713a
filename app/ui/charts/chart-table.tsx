/** The numbers of a picture, folded away below it. Figures alone: the first column names the row. */
export function ChartTable(props: {
  caption: string;
  heads: readonly string[];
  rows: readonly (readonly (string | number)[])[];
}) {
  const { caption, heads, rows } = props;
  return (
    <details className="chart-table">
      <summary>{caption}, in numbers</summary>
      <table className="table">
        <caption className="vh">{caption}</caption>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...figures]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {figures.map((figure, index) => (
                <td key={heads[index + 1]}>{figure}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
