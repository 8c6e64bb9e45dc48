/** The look of a report: one file, readable in light and dark and on paper. */
export const reportStyle = `
:root{color-scheme:light dark;--canvas:#f6f6f4;--surface:#fff;--line:#e1e1dc;--text:#1b1d22;--dim:#50545c;--accent:#4450c4;--good:#1a7048;--warn:#845200;--bad:#ae2a24;--gain:#dff1e7}
@media (prefers-color-scheme:dark){:root{--canvas:#121418;--surface:#191b20;--line:#2a2d34;--text:#e9eaec;--dim:#b0b4bc;--accent:#98a2ff;--good:#62c796;--warn:#e7b45c;--bad:#f28b82;--gain:#17301f}}
*{box-sizing:border-box}
body{margin:0;background:var(--canvas);color:var(--text);font:14px/1.5 system-ui,sans-serif}
main{max-width:820px;margin:0 auto;padding:32px 24px 64px}
h1{font-size:22px;margin:0 0 4px}
h2{font-size:15px;margin:28px 0 8px}
p{margin:6px 0;max-width:72ch}
.dim,dt,figcaption,text{color:var(--dim)}
section,figure{background:var(--surface);border:1px solid var(--line);border-radius:6px;padding:12px 16px;margin:8px 0;break-inside:avoid}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{padding:4px 8px;text-align:right;border-bottom:1px solid var(--line)}
th:first-child,td:first-child{text-align:left}
th{font-weight:600;color:var(--dim)}
tr.chosen td{font-weight:600;background:color-mix(in srgb,var(--accent) 12%,transparent)}
dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 16px;margin:0}
dd{margin:0;overflow-wrap:anywhere}
code{font:12px ui-monospace,monospace;overflow-wrap:anywhere}
.kept{color:var(--good)}.open,.flag{color:var(--warn)}.broken,.refusal{color:var(--bad)}
svg{width:100%;height:auto;display:block}
svg text{fill:var(--dim);font-size:11px}
svg .axis{font-size:12px}
svg .grid{stroke:var(--line)}
svg .gain{fill:var(--gain);opacity:.6}
svg .front{fill:none;stroke:var(--accent);stroke-width:1.5}
svg .supported{fill:var(--accent)}
svg .efficient{fill:var(--surface);stroke:var(--accent);stroke-width:1.5}
svg .dominated{fill:var(--surface);stroke:var(--dim)}
svg .infeasible{fill:none;stroke:var(--bad)}
svg .arm{fill:var(--dim);opacity:.5}
svg .beside{fill:var(--warn)}
svg .chosen{fill:none;stroke:var(--text);stroke-width:2}
svg .interval{stroke:var(--text);stroke-width:1.5}
svg .production{fill:var(--text)}
`;
