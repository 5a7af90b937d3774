using System.Net;
using System.Text;
using Balsts.People;
using Foundation.Jobs;
using Foundation.Languages;

namespace Balsts.Shell;

/// <summary>The words of a letter: what waits, the late first, each a link to the very thing. A letter is read by others: nothing that somebody wrote stands in it.</summary>
public sealed class LetterText
{
    const string Look = """
        body{margin:0;background:#fbfaf7;color:#1c2733;font:16px/1.5 system-ui,sans-serif}main{max-width:36rem;margin:0 auto;padding:24px 16px}h1{font-size:22px;line-height:1.3}h2{font-size:16px;margin:24px 0 8px}
        ul{list-style:none;margin:0;padding:0}li{border-top:1px solid #d9d5cb;padding:12px 0;overflow-wrap:anywhere}a{color:#1f5f4a}li span,footer{color:#55606b;font-size:14px}.late h2,.late span{color:#a3262a}footer{border-top:1px solid #d9d5cb;margin-top:24px;padding-top:12px}
        @media (prefers-color-scheme:dark){body{background:#141b22;color:#e8e6e0}a{color:#7cc4a8}li,footer{border-color:#36414c}li span,footer{color:#a9b2bb}.late h2,.late span{color:#f08c8c}}
        """;

    public string Subject { get; }
    public string Plain { get; }
    public string Html { get; }

    public LetterText(Texts t, IReadOnlyList<Waiting> waits, IReadOnlyDictionary<Guid, string> names, DateOnly on, PublicAddress site, Uri switchOff)
    {
        var items = waits.Select(w => (Title: w.Outside ?? w.Title(w.Who is { } who ? names.GetValueOrDefault(who, "") : ""), Link: site.Of(w.Href).AbsoluteUri, IsLate: w.LateOn(on), Due: w.DueOn is { } due ? t["due {0}", t.Day(due)] : null)).ToList();
        Subject = t.Plural("{0} thing waits for you in Balsts", "{0} things wait for you in Balsts", items.Count);
        (string Head, List<(string Title, string Link, bool IsLate, string? Due)> Items)[] groups = [(t["Late"], items.FindAll(i => i.IsLate)), (t["Waiting for you"], items.FindAll(i => !i.IsLate))];
        var why = t["You get this letter because you have an account in Balsts. Choose which letters come, and when:"];
        var off = t["Switch the letters off:"];
        var profile = site.Of("/profile").AbsoluteUri;

        var plain = new StringBuilder(Subject).Append("\n");
        foreach (var (head, group) in groups.Where(g => g.Items.Count > 0))
        {
            plain.Append('\n').Append(head).Append('\n');
            foreach (var i in group) plain.Append("- ").Append(i.Title).Append(i.Due is null ? "" : $" ({i.Due})").Append("\n  ").Append(i.Link).Append('\n');
        }
        Plain = plain.Append("\n--\n").Append(why).Append('\n').Append(profile).Append('\n').Append(off).Append('\n').Append(switchOff.AbsoluteUri).Append('\n').ToString();

        var html = new StringBuilder("<!doctype html><html lang=\"").Append(t.Language).Append("\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><meta name=\"color-scheme\" content=\"light dark\"><title>").Append(Written(Subject)).Append("</title><style>").Append(Look).Append("</style></head><body><main><h1>").Append(Written(Subject)).Append("</h1>");
        foreach (var (head, group) in groups.Where(g => g.Items.Count > 0))
        {
            html.Append(group[0].IsLate ? "<section class=\"late\"><h2>" : "<section><h2>").Append(Written(head)).Append("</h2><ul>");
            foreach (var i in group) html.Append("<li><a href=\"").Append(Written(i.Link)).Append("\">").Append(Written(i.Title)).Append("</a>").Append(i.Due is null ? "" : $"<br><span>{Written(i.Due)}</span>").Append("</li>");
            html.Append("</ul></section>");
        }
        Html = html.Append("<footer><p>").Append(Written(why)).Append(" <a href=\"").Append(Written(profile)).Append("\">").Append(Written(t["Profile"])).Append("</a></p><p><a href=\"").Append(Written(switchOff.AbsoluteUri)).Append("\">").Append(Written(t["Switch the letters off"])).Append("</a></p></footer></main></body></html>").ToString();
    }

    static string Written(string text) => WebUtility.HtmlEncode(text);
}
