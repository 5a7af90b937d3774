using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Balsts.People;
using Balsts.Sharing;
using Balsts.Units;
using Balsts.Works;
using Foundation.Data;
using Foundation.Documents;
using Foundation.Jobs;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Periods;
using Foundation.Security;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Privacy;

/// <summary>Somebody wants to have everything that is held on them.</summary>
public sealed class GatherMyData(AppDb db)
{
    public async Task<Outcome<Guid>> Run(Viewer viewer, CancellationToken ct = default)
    {
        if (await db.Seen<Work>(viewer).Where(w => w.Kind == MyDataWorker.Name && (w.State == WorkState.Waiting || w.State == WorkState.Running)).Select(w => (Guid?)w.Id).FirstOrDefaultAsync(ct) is { } underWay) return underWay;
        var work = Work.Of(viewer, MyDataWorker.Name, Guid.CreateVersion7().ToString(), db.Now);
        db.Add(viewer, work);
        return (await db.Save(ct)).Problem is { } problem ? problem : work.Id;
    }
}

/// <summary>What was gathered: how many rows of how many kinds, and until when the file lies there.</summary>
public sealed record MyData(Guid File, int Kinds, int Rows, DateTime Until);

/// <summary>The files with what is held on people: under an id each, for a week.</summary>
public sealed class MyDataFiles(Settings settings, TimeProvider clock)
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    string Folder => Path.GetFullPath(Path.Combine(settings.DataFolder, "my-data"));

    public string PathOf(Guid file) => Path.Combine(Folder, file.ToString("N") + ".zip");

    public bool Has(MyData data) => data.Until > clock.GetUtcNow().UtcDateTime && File.Exists(PathOf(data.File));

    /// <summary>Writes it whole or not at all; readable by the service alone.</summary>
    public async Task Write(Guid file, Func<Stream, Task> write)
    {
        Directory.CreateDirectory(Folder);
        var half = PathOf(file) + ".part";
        File.Delete(half);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (var stream = new FileStream(half, options)) await write(stream);
        File.SetLastWriteTimeUtc(half, clock.GetUtcNow().UtcDateTime);
        File.Move(half, PathOf(file), overwrite: true);
    }

    /// <summary>Deletes what has lain there long enough.</summary>
    public int DeleteOld()
    {
        if (!Directory.Exists(Folder)) return 0;
        var old = Directory.GetFiles(Folder).Where(f => File.GetLastWriteTimeUtc(f) <= clock.GetUtcNow().UtcDateTime - Kept).ToArray();
        foreach (var file in old) File.Delete(file);
        return old.Length;
    }
}

/// <summary>Gathers everything held on a person from the columns that the rooms list, and packs it: a file for programs of each kind, and an index for people.</summary>
public sealed class MyDataWorker(AppDb db, MyDataFiles files, PersonNames names, PrivateNotes notes, UnitTrees trees, CountryPacks packs, Catalogues catalogues) : IWorker, IWorkResult
{
    public const string Name = "privacy.data";

    static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Converters = { new JsonStringEnumConverter() } };

    public string Kind => Name;
    public string Title => Texts.Id("What is held on me");
    public Type Component => typeof(MyDataReady);
    public string Begin => MyDataPage.Url;

    /// <summary>What one kind of rows is, and what of it names the person.</summary>
    sealed record Part(string Kind, string What, IReadOnlyList<IReadOnlyDictionary<string, object?>> Rows);

    public async Task<Outcome<string>> Do(string order, Viewer viewer, Action<int, int> progress, CancellationToken ct)
    {
        List<(Type Entity, string[] Columns, string What)> columns =
        [
            new(typeof(Person), [nameof(Person.Id)], Texts.Id("Who you are")),
            .. House.Persons.GroupBy(p => p.Entity).Select(e => (e.Key, e.Select(c => c.Column).Distinct().ToArray(), e.First().What)).Where(e => e.Key != typeof(Person)),
        ];
        var parts = new List<Part>();
        foreach (var (place, (entity, named, what)) in columns.Index())
        {
            progress(place, columns.Count + 1);
            foreach (var held in (await db.Held(viewer, entity, named, ct)).Where(h => h.Rows.Count > 0)) parts.Add(new(held.Kind, held.Kind == entity.Name ? what : Texts.Id("What you wrote"), entity == typeof(PrivateNote) ? Opened(held.Rows, await notes.Own(viewer, ct)) : held.Rows));
        }
        parts = [.. parts.GroupBy(p => p.Kind).Select(same => same.First() with { Rows = [.. same.SelectMany(p => p.Rows).DistinctBy(r => r.GetValueOrDefault("Id") ?? r)] })];
        progress(columns.Count, columns.Count + 1);

        var data = new MyData(Guid.Parse(order), parts.Count, parts.Sum(p => p.Rows.Count), db.Now + MyDataFiles.Kept);
        var ids = parts.SelectMany(p => p.Rows).SelectMany(r => r.Values).OfType<Guid>().Distinct().ToArray();
        var (known, tree) = (await names.Of(ids, ct), await trees.Now(ct));
        await files.Write(data.File, async stream =>
        {
            await using var zip = await ZipArchive.CreateAsync(stream, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, ct);
            await Put(zip, "index.html", Index(parts, viewer, catalogues[viewer.Language], id => known.GetValueOrDefault(id) ?? tree.Find(id)?.Name), ct);
            foreach (var part in parts) await Put(zip, $"{part.Kind}.json", JsonSerializer.Serialize(part.Rows, Json), ct);
        });
        return JsonSerializer.Serialize(data);
    }

    /// <summary>Private notes lie sealed; their author gets the words.</summary>
    static IReadOnlyList<IReadOnlyDictionary<string, object?>> Opened(IReadOnlyList<IReadOnlyDictionary<string, object?>> rows, IReadOnlyDictionary<Guid, string?> words) =>
        [.. rows.Select(r => new Dictionary<string, object?>(r) { ["Text"] = words.GetValueOrDefault((Guid)r["Id"]!) })];

    static async Task Put(ZipArchive zip, string name, string content, CancellationToken ct)
    {
        await using var entry = await zip.CreateEntry(name, CompressionLevel.Optimal).OpenAsync(ct);
        await entry.WriteAsync(Encoding.UTF8.GetBytes(content), ct);
    }

    /// <summary>The index as a page that opens from the disk: nothing in it is fetched from anywhere.</summary>
    string Index(List<Part> parts, Viewer viewer, Texts t, Func<Guid, string?> nameOf)
    {
        var zone = packs[viewer.CountryId].Zone;
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"""
            <!doctype html>
            <html lang="{viewer.Language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{Safe(t["What is held on me"])}</title></head>
            <body><h1>{Safe(t["What is held on {0}", viewer.Name])}</h1>
            <p>{Safe(t["Everything that Balsts held on you on {0}. Each part is there a second time as a file for programs.", Moment(db.Now)])}</p>

            """);
        foreach (var part in parts)
        {
            html.Append(CultureInfo.InvariantCulture, $"<h2>{Safe(t[part.What])}</h2>\n<p>{Safe(t.Plural("{0} row", "{0} rows", part.Rows.Count))} – <a href=\"{part.Kind}.json\">{part.Kind}.json</a></p>\n<ul>\n");
            foreach (var row in part.Rows) html.Append(CultureInfo.InvariantCulture, $"<li>{Safe(string.Join(" · ", row.Where(c => c.Key is not ("Id" or "CountryId" or "Version")).Select(c => Words(c.Value)).Where(w => w.Length > 0 && w != viewer.Name)))}</li>\n");
            html.Append("</ul>\n");
        }
        return html.Append("</body></html>\n").ToString();

        string Moment(DateTime at) => t.MomentWithYear(at, zone);
        string Words(object? value) => value switch
        {
            null or false => "",
            true => "✓",
            Guid id => nameOf(id) ?? "",
            IEnumerable<Guid> many => string.Join(", ", many.Select(nameOf).OfType<string>()),
            DateOnly day => t.Day(day),
            DateTime at => Moment(at),
            Month month => t.Month(month),
            Enum member => member.GetType().GetField(member.ToString())?.IsDefined(typeof(SentenceAttribute), false) == true ? t.Of(member) : member.ToString(),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
    }

    static string Safe(string text) => WebUtility.HtmlEncode(text);

    /// <summary>What came of finished work; null of any other.</summary>
    public static MyData? ResultOf(Work work) => work is { Kind: Name, State: WorkState.Done, Result: { } json } ? JsonSerializer.Deserialize<MyData>(json) : null;

    /// <summary>The file, for whoever had it gathered and nobody else.</summary>
    internal static RouteHandlerBuilder MapFile(IEndpointRouteBuilder routes, string pattern) =>
        routes.MapGet(pattern, async (Guid id, HttpContext http, AppDb db, MyDataFiles files, Texts t, CancellationToken ct) =>
        {
            if (await db.Seen<Work>(http.Viewer()!).AsNoTracking().FirstOrDefaultAsync(w => w.Id == id && w.Kind == Name, ct) is not { } work || ResultOf(work) is not { } data || !files.Has(data)) return Results.NotFound();
            http.Response.Headers.ContentDisposition = FileName.Disposition(t["What is held on me"], ".zip");
            http.Response.Headers.CacheControl = "private, no-store";
            return Results.File(files.PathOf(data.File), "application/zip");
        }).RequireAuthorization().WithMetadata(new WholeAttribute());
}
