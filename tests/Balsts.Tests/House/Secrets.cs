using System.Buffers;
using System.Text;
using System.Text.Json;
using Balsts.Activities;
using Balsts.Forms;
using Balsts.Groups;
using Balsts.Initiatives;
using Balsts.People;
using Balsts.Sharing;
using Balsts.Sources;
using Balsts.Units;
using Foundation.History;
using Foundation.Mail;
using Foundation.Security;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Tests;

/// <summary>
/// What the rows of the world say, and for each reader the texts that stand only in rows they may not read. An answer, a message or a
/// sentence that says one of them says too much, whichever search, column or include it came through, and though it shows no id.
/// </summary>
public sealed class Secrets
{
    /// <summary>Shorter texts stand anywhere; of longer ones the beginning tells, as a list that cuts them off would show it.</summary>
    const int Shortest = 8, Longest = 40;

    /// <summary>What serves the machine alone.</summary>
    static readonly string[] Mechanics = ["Sort", "Search", "Key", "Hash", "Digest", "Secret", "Sealed", "Sameness", "Order", "CountryId"];

    /// <summary>They say once more what other rows say (what they tell to whom is asked by <see cref="Deeds"/>), or a word of the country, such as a subject.</summary>
    static readonly Type[] Echoes = [typeof(Notification), typeof(OutgoingLetter), typeof(Employment)];

    /// <summary>Names and descriptions of what the house knows: whoever is told of them is told nothing that somebody wrote to somebody.</summary>
    static readonly Type[] Directory = [typeof(Person), typeof(Unit), typeof(FundingSource), typeof(Group), typeof(GroupSession), typeof(Activity), typeof(Initiative), typeof(ObservationForm), typeof(FormVersion), typeof(EmailChange)];

    /// <summary>All that the product itself says: what stands there tells nobody anything.</summary>
    static readonly string Sentences = string.Join('\n', Source.Files("src", ".po").Select(File.ReadAllText));

    /// <summary>A text, or its beginning, and the rows in which it stands.</summary>
    public sealed record Said(string Text, IReadOnlyList<object> Rows)
    {
        public object Row => Rows[0];
        public override string ToString() => $"“{Text}” of {Row.GetType().Name} {Id(Row)}";
    }

    readonly Dictionary<Guid, Found> hidden = [];
    readonly Dictionary<Guid, HashSet<Guid>> beside = [];
    readonly Found written;

    Secrets(World world, IReadOnlyCollection<Guid> readers, List<(string Text, object Row)> rows)
    {
        var texts = rows.GroupBy(r => r.Text, StringComparer.Ordinal).Select(g => (Text: g.Key, Rows: g.Select(r => r.Row).ToArray())).ToList();
        var all = texts.Select(t => t.Text.Length > Longest ? t.Text[..Longest] : t.Text).Distinct(StringComparer.Ordinal)
            .Where(n => !Sentences.Contains(n, StringComparison.Ordinal)).Select(n => (Needle: n, In: texts.FindAll(t => t.Text.Contains(n, StringComparison.Ordinal)))).ToList();
        Count = all.Count;
        var naming = world.Things<object>().SelectMany(t => Named(t).Select(named => (Named: named, By: Id(t)))).ToLookup(n => n.Named, n => n.By);
        foreach (var reader in readers)
        {
            var reads = texts.Where(t => Array.Exists(t.Rows, r => Reads(reader, t.Text, r))).Select(t => t.Text).ToHashSet(StringComparer.Ordinal);
            hidden[reader] = new(all.Where(n => !n.In.Exists(t => reads.Contains(t.Text))).Select(n => new Said(n.Needle, [.. n.In.SelectMany(t => t.Rows)])));
            beside[reader] = [.. hidden[reader].All.SelectMany(s => s.Rows).Distinct().Where(r => !Directory.Contains(r.GetType())).SelectMany(r => Named(r).Concat(naming[Id(r)]))];
        }
        written = new(all.Select(n => new Said(n.Needle, [.. n.In.SelectMany(t => t.Rows)])).Where(s => !s.Rows.Any(r => Directory.Contains(r.GetType()))));

        // a name is known sooner than an address or a telephone
        bool Reads(Guid reader, string text, object row) => row is Person person && text == person.Name ? world.Knows(reader, person) : world.Sees(reader, row);
    }

    /// <summary>How many texts there are.</summary>
    public int Count { get; }

    /// <summary>What the reader may not read.</summary>
    public IEnumerable<Said> HiddenFrom(Guid reader) => hidden[reader].All;

    /// <summary>Things beside a row whose words the reader may not read, such as the activity that a remark is on: where an include shows too much.</summary>
    public IReadOnlySet<Guid> Beside(Guid reader) => beside[reader];

    /// <summary>What a text tells the reader that is not theirs to know.</summary>
    public IEnumerable<Said> Told(Guid reader, string text) => hidden[reader].In(text);

    /// <summary>What a text tells of what somebody wrote, whoever reads it.</summary>
    public IEnumerable<Said> Written(string text) => written.In(text);

    public static async Task<Secrets> Of(TestSite site, World world, IReadOnlyCollection<Guid> readers)
    {
        var rows = new List<(string, object)>();
        foreach (var entity in SightTests.Entities.Append(typeof(EmailChange)).Except(Echoes))
        {
            var columns = await site.Db(db => Task.FromResult(db.Tables.Model.FindEntityType(entity)!.GetProperties().Where(p => p.ClrType == typeof(string) && !Mechanics.Any(m => p.Name.Contains(m, StringComparison.Ordinal))).ToList()));
            foreach (var row in await SightTests.Rows(site, entity, Viewer.System))
            {
                var known = world.Thing(Id(row)) ?? row; // with what belongs to it, such as the people of an activity
                IEnumerable<string> texts = [.. columns.Select(c => c.GetGetter().GetClrValue(row)).OfType<string>().SelectMany(Leaves), .. row switch { Person person => [person.Name], PrivateNote => [Deeds.Noted], _ => Array.Empty<string>() }];
                rows.AddRange(texts.Where(IsText).Distinct().Select(t => (t, known)));
            }
        }
        return new(world, readers, rows);
    }

    /// <summary>Words or an address: codes have neither a space nor an at sign.</summary>
    static bool IsText(string text) => text.Length >= Shortest && text.AsSpan().IndexOfAny(' ', '@') >= 0;

    /// <summary>The text, or the texts in it where it is JSON.</summary>
    static IEnumerable<string> Leaves(string text) => text.StartsWith('{') || text.StartsWith('[') ? Readable.OfJson(Encoding.UTF8.GetBytes(text)).Split('\n').Select(l => l[(l.LastIndexOf(": ", StringComparison.Ordinal) is var at and >= 0 ? at + 2 : 0)..]) : [text.Trim()];

    /// <summary>The rows that a row names.</summary>
    static IEnumerable<Guid> Named(object row) => row.GetType().GetProperties().Where(p => p.Name != "Id" && p.GetIndexParameters().Length == 0 && (Nullable.GetUnderlyingType(p.PropertyType) ?? p.PropertyType) == typeof(Guid)).Select(p => p.GetValue(row)).OfType<Guid>();

    static Guid Id(object row) => (Guid)row.GetType().GetProperty("Id")!.GetValue(row)!;

    /// <summary>Finds many texts in one reading.</summary>
    sealed class Found
    {
        readonly SearchValues<string> any;
        readonly ILookup<string, Said> beginnings;

        public Found(IEnumerable<Said> said)
        {
            All = [.. said];
            any = SearchValues.Create([.. All.Select(s => s.Text)], StringComparison.Ordinal);
            beginnings = All.ToLookup(s => s.Text[..Shortest], StringComparer.Ordinal);
        }

        public IReadOnlyList<Said> All { get; }

        public IEnumerable<Said> In(string text)
        {
            for (var at = 0; at < text.Length && text.AsSpan(at).IndexOfAny(any) is >= 0 and var next; at++)
            {
                at += next;
                foreach (var said in beginnings[text.Substring(at, Shortest)])
                    if (string.CompareOrdinal(text, at, said.Text, 0, said.Text.Length) == 0) yield return said;
            }
        }
    }
}
