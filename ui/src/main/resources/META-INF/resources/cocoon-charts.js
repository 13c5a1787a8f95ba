// Draws one ECharts chart in an element. Called by the console with the whole option each time; ECharts animates the difference.
window.cocoonChart = function (element, option, colours, millis) {
  const ready = window.echarts;
  if (!ready) {
    element.$cocoonWaiting = { option, colours, millis };
    if (!element.$cocoonTimer) {
      element.$cocoonTimer = setInterval(() => {
        if (window.echarts && element.$cocoonWaiting) {
          clearInterval(element.$cocoonTimer);
          element.$cocoonTimer = null;
          window.cocoonChart(element, element.$cocoonWaiting.option, element.$cocoonWaiting.colours, element.$cocoonWaiting.millis);
        }
      }, 50);
    }
    return;
  }
  element.$cocoonLast = [option, colours, millis];
  const style = getComputedStyle(element);
  const text = style.color;
  let chart = ready.getInstanceByDom(element);
  if (!chart) {
    chart = ready.init(element, null, { renderer: 'svg' });
    new ResizeObserver(() => chart.resize()).observe(element);
    // Light and dark: the text's colour is read again when the page's scheme changes.
    const redraw = () => requestAnimationFrame(() => element.isConnected && window.cocoonChart(element, ...element.$cocoonLast));
    new MutationObserver(redraw).observe(document.documentElement, { attributes: true });
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
  }
  const time = v => v < 1000 ? v + ' ms' : (v / 1000).toFixed(1) + ' s';
  const number = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
  chart.setOption({
    animationDuration: 300,
    animationDurationUpdate: 300,
    textStyle: { fontFamily: style.fontFamily, color: text },
    color: colours,
    grid: { left: 8, right: 12, top: 30, bottom: 4, containLabel: true },
    legend: { top: 0, left: 0, icon: 'roundRect', itemWidth: 10, itemHeight: 10, textStyle: { color: text, fontSize: 12 } },
    tooltip: { trigger: 'axis', confine: true, valueFormatter: v => millis ? time(v) : number.format(v) },
    xAxis: {
      type: 'time', axisLine: { show: false }, axisTick: { show: false }, splitLine: { show: false },
      axisLabel: { color: text, opacity: 0.6, fontSize: 11, hideOverlap: true, formatter: '{HH}:{mm}' }
    },
    yAxis: {
      type: 'value', minInterval: 1, axisLabel: { color: text, opacity: 0.6, fontSize: 11, formatter: v => millis ? time(v) : number.format(v) },
      splitLine: { lineStyle: { color: text, opacity: 0.08 } }
    },
    ...option
  });
};
