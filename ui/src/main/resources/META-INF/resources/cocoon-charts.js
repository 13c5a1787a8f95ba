// Draws the console's charts with ECharts. The console sends a chart's kind once, and its rows whenever they change.
(() => {
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
  const full = new Intl.NumberFormat('en');
  const millis = v => v < 1000 ? `${v} ms` : v < 60000 ? `${(v / 1000).toFixed(v < 10000 ? 2 : 1)} s` : `${(v / 60000).toFixed(1)} min`;
  const ton = v => v === 0 ? '0 TON' : v < 1e5 ? `${full.format(v)} nano`
    : `${(v / 1e9).toLocaleString('en', { maximumSignificantDigits: 4 })} TON`;
  const units = {
    count: { axis: v => compact.format(v), hover: v => full.format(v) },
    millis: { axis: v => v < 1000 ? `${v} ms` : `${v / 1000} s`, hover: millis },
    ton: { axis: v => v === 0 ? '0' : v < 1e5 ? `${compact.format(v)} n` : `${v / 1e9}`, hover: ton }
  };

  const option = (element, kind, rows) => {
    const style = getComputedStyle(element);
    const css = name => style.getPropertyValue(name).trim() || name;
    // ECharts cannot read light-dark() or color-mix(): the browser resolves them on a probe.
    const probe = document.createElement('i');
    element.append(probe);
    const colour = name => {
      probe.style.color = `var(${name})`;
      const canvas = document.createElement('canvas').getContext('2d');
      canvas.fillStyle = getComputedStyle(probe).color;
      canvas.fillRect(0, 0, 1, 1);
      const [r, g, b] = canvas.getImageData(0, 0, 1, 1).data;
      return `rgb(${r},${g},${b})`;
    };
    const ink = colour('--ink');
    const soft = colour('--ink-soft');
    const unit = units[kind.unit];
    // A line needs two points: who stands between gaps would not be seen.
    const alone = (i, at) => rows[at][i] !== null && (rows[at - 1]?.[i] ?? null) === null && (rows[at + 1]?.[i] ?? null) === null;
    const drawn = {
      animation: !still.matches,
      animationDuration: 250,
      animationDurationUpdate: 250,
      textStyle: { fontFamily: css('font-family') },
      color: kind.series.map(each => colour(each.colour)),
      grid: { left: 4, right: 16, top: 36, bottom: 8, containLabel: true },
      legend: { top: 0, left: 0, icon: 'roundRect', itemWidth: 9, itemHeight: 9, itemGap: 16, textStyle: { color: soft, fontSize: 12 }, inactiveColor: colour('--edge-strong') },
      tooltip: {
        trigger: 'axis', confine: true, backgroundColor: colour('--card'), borderColor: colour('--edge-strong'), borderWidth: 1,
        padding: [8, 12], textStyle: { color: ink, fontSize: 12.5 }, valueFormatter: v => unit.hover(v),
        axisPointer: { type: 'line', lineStyle: { color: soft, opacity: 0.5 } }
      },
      xAxis: {
        type: 'time', axisLine: { lineStyle: { color: colour('--edge-strong') } }, axisTick: { show: false }, splitLine: { show: false },
        axisLabel: { color: soft, fontSize: 11, hideOverlap: true, formatter: kind.days ? '{d} {MMM} {HH}:{mm}' : '{HH}:{mm}' }
      },
      yAxis: {
        type: 'value', minInterval: kind.unit === 'ton' ? 0 : 1, splitNumber: 4,
        axisLabel: { color: soft, fontSize: 11, formatter: unit.axis }, splitLine: { lineStyle: { color: colour('--edge') } }
      },
      series: kind.series.map((each, i) => ({
        name: each.name, type: each.shape === 'bars' ? 'bar' : 'line', data: rows.map(row => [row[0], row[i + 1]]),
        ...(each.shape === 'bars' ? { stack: 'bars', barMaxWidth: 14, barCategoryGap: '28%' }
          : { showSymbol: rows.some((_, at) => alone(i + 1, at)), symbol: 'circle', symbolSize: (_, of) => alone(i + 1, of.dataIndex) ? 6 : 0, smooth: 0.25, smoothMonotone: 'x', connectNulls: false, lineStyle: { width: 2 },
            ...(each.shape === 'area' ? { stack: kind.stacked ? 'area' : undefined, areaStyle: { opacity: kind.stacked ? 0.25 : 0.12 } } : {}) })
      }))
    };
    probe.remove();
    return drawn;
  };

  window.cocoonChart = (element, kind, rows) => {
    element.$cocoonLast = [kind, rows];
    if (!window.echarts) {
      // The library may still be on its way when the first figures arrive.
      clearTimeout(element.$cocoonLater);
      element.$cocoonLater = setTimeout(() => element.isConnected && window.cocoonChart(element, ...element.$cocoonLast), 50);
      return;
    }
    let chart = window.echarts.getInstanceByDom(element);
    if (!chart) {
      chart = window.echarts.init(element, null, { renderer: 'svg' });
      new ResizeObserver(() => !chart.isDisposed() && chart.resize()).observe(element);
      document.documentElement.addEventListener('cocoon-theme', () =>
        requestAnimationFrame(() => element.isConnected && window.cocoonChart(element, ...element.$cocoonLast)));
    }
    chart.setOption(option(element, kind, rows));
  };
})();
