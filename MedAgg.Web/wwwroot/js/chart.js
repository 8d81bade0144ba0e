// Draws the fills of a chart with ApexCharts. Labels, axes and hit areas are HTML around it (see Kit/Charts).
const apex = () => globalThis.ApexCharts
  ? Promise.resolve(globalThis.ApexCharts)
  : import("../lib/apexcharts/apexcharts.min.js").then(module => globalThis.ApexCharts ?? module.default);

const token = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function series(drawing) {
  return drawing.rows.map(row => ({
    name: row.name,
    data: row.parts.map((part, i) => ({
      x: drawing.categories[i] + "\u200b".repeat(i), // equal labels must stay separate categories
      y: part.value,
      fillColor: token(part.fill),
      strokeColor: token(part.edge),
    })),
  }));
}

function changing(drawing) {
  const axis = { min: 0, max: drawing.top };
  return {
    series: series(drawing),
    colors: drawing.rows.map(row => token(row.parts[0]?.fill ?? "--ma-data-1")),
    stroke: { show: true, width: 1, colors: drawing.rows.map(row => token(row.parts[0]?.edge ?? "--ma-data-1")) },
    xaxis: drawing.isHorizontal ? axis : {},
    yaxis: drawing.isHorizontal ? {} : axis,
  };
}

function options(drawing) {
  return {
    ...changing(drawing),
    chart: {
      type: "bar", stacked: drawing.rows.length > 1, height: "100%", width: "100%", background: "transparent", fontFamily: "inherit",
      sparkline: { enabled: true }, toolbar: { show: false }, animations: { enabled: false }, zoom: { enabled: false }, redrawOnParentResize: true,
    },
    plotOptions: { bar: { horizontal: drawing.isHorizontal, barHeight: "46%", columnWidth: "88%", borderRadius: drawing.rows.length > 1 ? 0 : 1.5, borderRadiusApplication: "end" } },
    dataLabels: { enabled: false }, legend: { show: false }, tooltip: { enabled: false }, fill: { opacity: 1 },
    states: { hover: { filter: { type: "none" } }, active: { filter: { type: "none" } } },
    grid: { padding: { top: 0, right: 0, bottom: 0, left: 0 } },
  };
}

export async function draw(element, drawing) {
  const ApexCharts = await apex();
  let shown = drawing;
  const chart = new ApexCharts(element, options(drawing));
  await chart.render();
  const recolour = new MutationObserver(() => chart.updateOptions(changing(shown), false, false));
  recolour.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  return {
    update(next) {
      shown = next;
      return chart.updateOptions(changing(next), false, false);
    },
    dispose() {
      recolour.disconnect();
      chart.destroy();
    },
  };
}

export function save(name, type, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: type + ";charset=utf-8" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
