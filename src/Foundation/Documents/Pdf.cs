using System.Globalization;
using System.Reflection;
using System.Text;
using Foundation.Data;
using Foundation.Languages;
using Microsoft.AspNetCore.Http;
using PdfSharp;
using PdfSharp.Drawing;
using PdfSharp.Fonts;
using PdfSharp.Pdf;
using PdfSharp.UniversalAccessibility;

namespace Foundation.Documents;

/// <summary>A column of a table on paper.</summary>
/// <param name="Title">In the reader's language.</param>
/// <param name="Share">How much of the width it takes, beside the shares of the others.</param>
/// <param name="Text">What stands in a row.</param>
public sealed record PdfColumn<T>(string Title, double Share, Func<T, string> Text)
{
    /// <summary>Stands at the right.</summary>
    public bool Numeric { get; init; }

    /// <summary>What stands in the last row, below all others.</summary>
    public string? Total { get; init; }
}

/// <summary>
/// A document that people print and keep, on A4: what is added stands below what was added before it. Every piece says what it is
/// (PDF 32000-1, 14.8: headings, paragraphs, lists, tables), so that it is read aloud in order, in its language; text can be searched and
/// copied, the letters travel inside. No claim of PDF/A or PDF/UA is made.
/// </summary>
public sealed class Pdf
{
    public const string ContentType = "application/pdf";

    const double Width = 595, Height = 842, Left = 51, Right = Width - 51, Top = 51, Bottom = Height - 68, Measure = Right - Left;
    const double Leading = 1.4, Pad = 4;

    static readonly XPdfFontOptions Embedded = new(PdfFontEncoding.Unicode, PdfFontEmbedding.TryComputeSubset);
    static readonly XBrush Ink = new XSolidBrush(XColor.FromArgb(0x1c, 0x27, 0x33)), Quiet = new XSolidBrush(XColor.FromArgb(0x55, 0x60, 0x6b)), Head = new XSolidBrush(XColor.FromArgb(0xee, 0xf1, 0xee));
    static readonly XPen Rule = new(XColor.FromArgb(0xd5, 0xd9, 0xd6), 0.6), Bar = new(XColor.FromArgb(0x1f, 0x5f, 0x4a), 2);

    readonly Texts texts;
    readonly DateTime at;
    readonly XFont text = Font(9.5), bold = Font(9.5, XFontStyleEx.Bold), small = Font(8), cell = Font(8.5), cellBold = Font(8.5, XFontStyleEx.Bold);
    readonly Dictionary<(XFont, string), double> widths = [];
    readonly XGraphics ruler = XGraphics.CreateMeasureContext(new(Width, Height), XGraphicsUnit.Point, XPageDirection.Downwards);

    // first it is laid out, so that every page can say how many there are; then it is drawn
    readonly List<Action<Hand>> drawing = [];
    double y = Top;
    int pages = 1;

    /// <param name="title">The first heading, and what a reader shows as the name.</param>
    /// <param name="texts">The language of the document; a piece can be in another one.</param>
    /// <param name="at">When it was made, UTC.</param>
    public Pdf(string title, Texts texts, DateTime at)
    {
        (Title, this.texts, this.at) = (Tidy(title), texts, at);
        Block(PdfBlockLevelElementTag.Heading1, title, Font(17, XFontStyleEx.Bold), Ink, after: 4);
    }

    public string Title { get; }
    public string Language => texts.Language;

    /// <summary>Where the letters are: fonts/Regular.ttf and fonts/Bold.ttf in this assembly. Said once, before the first document.</summary>
    public static void LettersOf(Assembly assembly)
    {
        PdfSharpLicense.SetAgplLicense();
        GlobalFontSettings.FontResolver ??= new Letters(assembly);
    }

    static XFont Font(double size, XFontStyleEx style = XFontStyleEx.Regular) => new(Letters.Family, size, style, Embedded);

    /// <summary>A heading stays with what follows it.</summary>
    /// <param name="text">What it says.</param>
    /// <param name="level">2 under the title, 3 under that.</param>
    public void Heading(string text, int level = 2)
    {
        var font = Font(level == 2 ? 12.5 : 10.5, XFontStyleEx.Bold);
        y += y > Top ? level == 2 ? 14 : 8 : 0;
        Need(font.Size * Leading + 64);
        Block(level == 2 ? PdfBlockLevelElementTag.Heading2 : PdfBlockLevelElementTag.Heading3, text, font, Ink, after: 4);
    }

    /// <param name="text">Lines of the writer stay lines.</param>
    /// <param name="lang">Where it is not the document's.</param>
    /// <param name="quiet">Said aside.</param>
    public void Paragraph(string text, string? lang = null, bool quiet = false) =>
        Block(PdfBlockLevelElementTag.Paragraph, text, quiet ? small : this.text, quiet ? Quiet : Ink, after: 6, lang: lang);

    /// <summary>What somebody said, and who and when.</summary>
    public void Said(string by, string text, string? lang = null)
    {
        Need(2 * bold.Size * Leading);
        drawing.Add(h => h.Structure.BeginElement(PdfGroupingElementTag.BlockQuotation));
        Block(PdfBlockLevelElementTag.Paragraph, by, cellBold, Quiet, after: 0, indent: 10, bar: true);
        Block(PdfBlockLevelElementTag.Paragraph, text, this.text, Ink, after: 6, lang: lang, indent: 10, bar: true);
        drawing.Add(h => h.Structure.End());
    }

    /// <summary>Terms with what they are in this case.</summary>
    public void Facts(params IEnumerable<(string Term, string Value)> facts) =>
        Items(facts.Select(f => (f.Term, f.Value)), 130, bold: true);

    public void List(params IEnumerable<string> items) => Items(items.Select(i => ("•", i)), 12, bold: false);

    void Items(IEnumerable<(string Label, string Body)> items, double indent, bool bold)
    {
        drawing.Add(h => h.Structure.BeginElement(PdfBlockLevelElementTag.List));
        foreach (var (label, body) in items)
        {
            List<string> left = Lines(label, bold ? cellBold : text, indent - 8), right = Lines(body, text, Measure - indent);
            var line = text.Size * Leading;
            Need(Math.Min(Math.Max(left.Count, right.Count), 3) * line);
            drawing.Add(h => h.Structure.BeginElement(PdfBlockLevelElementTag.ListItem));
            Drawn(PdfBlockLevelElementTag.Label, left, bold ? cellBold : text, bold ? Quiet : Ink, Left, y, line);
            drawing.Add(h => h.Structure.BeginElement(PdfBlockLevelElementTag.ListBody));
            Flow(right, text, Ink, Left + indent, line, least: left.Count);
            drawing.Add(h => h.Structure.End());
            drawing.Add(h => h.Structure.End());
            y += 2;
        }
        drawing.Add(h => h.Structure.End());
        y += 4;
    }

    /// <summary>A table whose head stands on every page it reaches; a row stays on one page.</summary>
    public void Table<T>(IReadOnlyList<T> rows, params IReadOnlyList<PdfColumn<T>> columns)
    {
        var (all, x) = (columns.Sum(c => c.Share), Left);
        var cells = columns.Select(c =>
        {
            var (from, width) = (x, Measure * c.Share / all);
            x += width;
            return (From: from, Width: width, c.Numeric);
        }).ToList();
        var (head, line) = (columns.Select((c, i) => Lines(c.Title, cellBold, cells[i].Width - 2 * Pad)).ToList(), cell.Size * 1.3);
        double Tall(IEnumerable<List<string>> texts) => texts.Max(t => t.Count) * line + 2 * Pad;

        void Row(IReadOnlyList<List<string>> texts, bool heads, bool strong, bool repeated = false)
        {
            var (at, tall, font) = (y, Tall(texts), heads || strong ? cellBold : cell);
            drawing.Add(h =>
            {
                h.Aside(g =>
                {
                    if (heads) g.DrawRectangle(Head, Left, at, Measure, tall);
                    g.DrawLine(Rule, Left, at + tall, Right, at + tall);
                });
                if (repeated) h.Structure.BeginArtifact();
                else h.Structure.BeginElement(PdfBlockLevelElementTag.TableRow);
                for (var i = 0; i < texts.Count; i++)
                {
                    if (!repeated) h.Structure.BeginElement(heads ? PdfBlockLevelElementTag.TableHeaderCell : PdfBlockLevelElementTag.TableDataCell);
                    if (heads && !repeated) h.Scope();
                    for (var n = 0; n < texts[i].Count; n++)
                        h.Write(texts[i][n], font, Ink, cells[i].Numeric ? cells[i].From + cells[i].Width - Pad - WidthOf(texts[i][n], font) : cells[i].From + Pad, at + Pad + n * line);
                    if (!repeated) h.Structure.End();
                }
                h.Structure.End();
            });
            y += tall;
        }

        List<List<string>> Of(Func<PdfColumn<T>, string> said, XFont font) => [.. columns.Select((c, i) => Lines(said(c), font, cells[i].Width - 2 * Pad))];

        Need(Tall(head) + 3 * line + 2 * Pad);
        drawing.Add(h => { h.Structure.BeginElement(PdfBlockLevelElementTag.Table); h.Structure.BeginElement(PdfBlockLevelElementTag.TableHeadRowGroup); });
        Row(head, heads: true, strong: true);
        drawing.Add(h => { h.Structure.End(); h.Structure.BeginElement(PdfBlockLevelElementTag.TableBodyRowGroup); });
        var body = rows.Select(r => (Texts: Of(c => c.Text(r), cell), Strong: false)).ToList();
        if (columns.Any(c => c.Total is not null)) body.Add((Of(c => c.Total ?? "", cellBold), true));
        var most = (int)((Bottom - Top - Tall(head) - 2 * Pad) / line);
        for (var i = 0; i < body.Count; i++)
            foreach (var part in Cut(body[i].Texts, most))
            {
                // the last row does not stand on a page alone
                var next = i == body.Count - 2 ? Tall(body[^1].Texts) : 0;
                if (y + Tall(part) + next > Bottom)
                {
                    Turn();
                    Row(head, heads: true, strong: true, repeated: true);
                }
                Row(part, heads: false, body[i].Strong);
            }
        drawing.Add(h => { h.Structure.End(); h.Structure.End(); });
        y += 10;
    }

    /// <summary>A row that is taller than a page goes on as the next one.</summary>
    static IEnumerable<List<List<string>>> Cut(List<List<string>> texts, int most)
    {
        for (var from = 0; from == 0 || from < texts.Max(t => t.Count); from += most) yield return [.. texts.Select(t => t.Skip(from).Take(most).ToList())];
    }

    void Block(PdfBlockLevelElementTag tag, string said, XFont font, XBrush brush, double after, string? lang = null, double indent = 0, bool bar = false)
    {
        drawing.Add(h =>
        {
            h.Structure.BeginElement(tag);
            if (lang is not null && lang != texts.Language) h.Structure.SetLanguage(lang);
        });
        Flow(Lines(said, font, Measure - indent), font, brush, Left + indent, font.Size * Leading, bar: bar);
        drawing.Add(h => h.Structure.End());
        y += after;
    }

    /// <summary>Line below line, over as many pages as it takes; no line stays behind alone.</summary>
    void Flow(List<string> lines, XFont font, XBrush brush, double x, double line, int least = 0, bool bar = false)
    {
        for (var from = 0; from < lines.Count || from == 0;)
        {
            var fit = Math.Max(1, (int)((Bottom - y + 0.01) / line));
            var left = lines.Count - from;
            var n = left <= fit ? left : left - fit == 1 && fit > 2 ? fit - 1 : fit;
            var (part, at) = (lines.GetRange(from, n), y);
            if (bar && n > 0) drawing.Add(h => h.Aside(g => g.DrawLine(Bar, Left + 1, at, Left + 1, at + part.Count * line)));
            drawing.Add(h => { for (var i = 0; i < part.Count; i++) h.Write(part[i], font, brush, x, at + i * line); });
            from += n;
            y += Math.Max(n, from >= lines.Count ? least : 0) * line;
            if (from >= lines.Count) break;
            Turn();
        }
    }

    void Drawn(PdfBlockLevelElementTag tag, List<string> lines, XFont font, XBrush brush, double x, double at, double line) => drawing.Add(h =>
    {
        h.Structure.BeginElement(tag);
        for (var i = 0; i < lines.Count; i++) h.Write(lines[i], font, brush, x, at + i * line);
        h.Structure.End();
    });

    void Need(double tall)
    {
        if (y + tall > Bottom && y > Top) Turn();
    }

    void Turn()
    {
        drawing.Add(h => h.NewPage());
        y = Top;
        pages++;
    }

    /// <summary>Words as they fit into the width; a word that is wider than it is cut.</summary>
    List<string> Lines(string said, XFont font, double width)
    {
        var lines = new List<string>();
        foreach (var own in Tidy(said).Split('\n'))
        {
            var line = "";
            foreach (var whole in own.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                var word = whole;
                var longer = line.Length == 0 ? word : $"{line} {word}";
                if (WidthOf(longer, font) <= width)
                {
                    line = longer;
                    continue;
                }
                if (line.Length > 0) lines.Add(line);
                while (WidthOf(word, font) > width && new StringInfo(word).LengthInTextElements > 1)
                {
                    var fits = Fitting(word, font, width);
                    lines.Add(word[..fits]);
                    word = word[fits..];
                }
                line = word;
            }
            lines.Add(line);
        }
        return lines;
    }

    int Fitting(string word, XFont font, double width)
    {
        var fits = StringInfo.GetNextTextElementLength(word);
        for (int next; fits < word.Length && WidthOf(word[..(next = fits + StringInfo.GetNextTextElementLength(word, fits))], font) <= width;) fits = next;
        return fits;
    }

    double WidthOf(string said, XFont font)
    {
        // word by word: a document says the same words many times
        var (sum, from) = (0.0, 0);
        for (var i = 0; i <= said.Length; i++)
        {
            if (i < said.Length && said[i] != ' ') continue;
            if (i > from) sum += Known(said[from..i]);
            if (i < said.Length) sum += Known(" ");
            from = i + 1;
        }
        return sum;

        double Known(string word)
        {
            if (widths.TryGetValue((font, word), out var width)) return width;
            return widths[(font, word)] = word == " " ? ruler.MeasureString("n n", font).Width - ruler.MeasureString("nn", font).Width : ruler.MeasureString(word, font).Width;
        }
    }

    /// <summary>Composed letters, no characters that steer a terminal or turn the direction of writing.</summary>
    static string Tidy(string said) => string.Concat(WellFormed.Of(said).ReplaceLineEndings("\n").Normalize(NormalizationForm.FormC).Select(c => c switch
    {
        '\n' => "\n",
        '\t' or '\u00A0' or '\u202F' => " ",
        _ when char.IsControl(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format => "",
        _ => c.ToString(),
    }));

    /// <summary>Writes the document; the stream stays open.</summary>
    public void Save(Stream stream)
    {
        using var document = new PdfDocument();
        (document.Info.Title, document.Info.Creator, document.Info.CreationDate, document.ViewerPreferences.DisplayDocTitle) = (Title, "Balsts", at, true);
        using (var hand = new Hand(document, texts.Language, Foot))
            foreach (var draw in drawing) draw(hand);
        document.Save(stream, closeStream: false);
    }

    /// <summary>On every page what it belongs to, and which it is.</summary>
    void Foot(XGraphics g, int page)
    {
        var (said, name) = (texts["Page {0} of {1}", page, pages], Lines(Title, small, Measure - 100));
        g.DrawString(name[0] + (name.Count > 1 ? "…" : ""), small, Quiet, Left, Height - 40);
        g.DrawString(said, small, Quiet, Right - WidthOf(said, small), Height - 40);
    }

    /// <summary>What draws: the page it is at, and the structure that it builds.</summary>
    sealed class Hand : IDisposable
    {
        readonly PdfDocument document;
        readonly Action<XGraphics, int> foot;
        XGraphics page;

        public StructureBuilder Structure { get; }

        public Hand(PdfDocument document, string language, Action<XGraphics, int> foot)
        {
            (this.document, this.foot) = (document, foot);
            var accessible = UAManager.ForDocument(document);
            accessible.SetDocumentLanguage(language);
            Structure = accessible.StructureBuilder;
            page = Empty();
        }

        public void NewPage()
        {
            Dispose();
            page = Empty();
        }

        XGraphics Empty()
        {
            var paper = document.AddPage();
            (paper.Width, paper.Height) = (XUnit.FromPoint(Width), XUnit.FromPoint(Height));
            return XGraphics.FromPdfPage(paper);
        }

        /// <summary>Ends the page.</summary>
        public void Dispose()
        {
            Aside(g => foot(g, document.PageCount));
            page.Dispose();
        }

        /// <summary>Lines and grounds, which nobody reads.</summary>
        public void Aside(Action<XGraphics> draw)
        {
            Structure.BeginArtifact();
            draw(page);
            Structure.End();
        }

        /// <param name="top">Of the line; a space at its end keeps words apart that are read on from line to line.</param>
        public void Write(string said, XFont font, XBrush brush, double x, double top)
        {
            if (said.Length > 0) page.DrawString(said + " ", font, brush, x, top + font.Size);
        }

        /// <summary>A head of a column is the head of what stands below it.</summary>
        public void Scope() => Structure.CurrentStructureElement.TableAttributes.Elements.SetName("/Scope", "/Column");
    }

    /// <summary>The two faces that travel in documents.</summary>
    sealed class Letters(Assembly assembly) : IFontResolver
    {
        public const string Family = "Inter";

        public FontResolverInfo? ResolveTypeface(string familyName, bool isBold, bool isItalic) => familyName == Family ? new(isBold ? "Bold" : "Regular") : null;

        public byte[]? GetFont(string faceName)
        {
            using var stream = assembly.GetManifestResourceStream($"fonts/{faceName}.ttf") ?? throw new InvalidOperationException($"The build made no fonts/{faceName}.ttf.");
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
    }
}

/// <summary>A document as the answer of an endpoint: a file to keep, named by its title.</summary>
public sealed class PdfFile(Pdf document) : IResult
{
    public async Task ExecuteAsync(HttpContext context)
    {
        using var file = new MemoryStream();
        document.Save(file);
        var response = context.Response;
        (response.ContentType, response.ContentLength) = (Pdf.ContentType, file.Length);
        response.Headers.ContentDisposition = FileName.Disposition(document.Title, ".pdf");
        response.Headers.ContentLanguage = document.Language;
        response.Headers.CacheControl = "private, no-store";
        file.Position = 0;
        await file.CopyToAsync(response.Body, context.RequestAborted);
    }
}
