using System.Linq.Expressions;
using System.Text.Json;
using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Foundation.Web;

/// <summary>
/// What somebody typed into a form and has not sent: kept by account and address, for them alone. A form that was opened twice has a
/// draft for each window in which something else was typed.
/// </summary>
public sealed class Draft : ISeen<Draft>, IVersioned
{
    public const int AddressMax = 400;
    public const int FieldsMax = 256 * 1024;
    public const int WaitingMax = 1000;

    /// <summary>What one person may leave lying about; the oldest makes room.</summary>
    public const int OfOneMax = 200;
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);
    public static readonly TimeSpan WaitsForSignIn = TimeSpan.FromDays(1);

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }

    /// <summary>Empty while nobody has signed in for it: a form that arrived after its session had ended.</summary>
    public required Guid AccountId { get; set; }
    public required string Address { get; init; }

    /// <summary>The window that wrote it last: the submission id of its form.</summary>
    public required Guid WindowId { get; set; }

    /// <summary>The version of the row that the writer had before them; null for what has none.</summary>
    public required int? Begun { get; set; }

    /// <summary>Field names and values as the form had them, as JSON.</summary>
    public required string Fields { get; set; }
    public required DateTime At { get; set; }
    public int Version { get; private set; }

    /// <summary>Which draft, and how far it was written: what a page says that shows it.</summary>
    public string Stamp => $"{Id}.{Version}";

    /// <summary>How it begins: by this its writer knows it from another.</summary>
    public string Peek => Drafts.Peek(Fields);

    public static Expression<Func<Draft, bool>> SeenBy(Viewer viewer) => d => d.AccountId == viewer.AccountId;
    public bool AddedBy(Viewer viewer) => AccountId == viewer.AccountId;
}

/// <summary>A form as it was opened: its window, the version of the row, which draft it showed, and which one it was begun instead of.</summary>
public sealed record DraftForm(Guid Window, int? Begun, string? Shown, string? Aside)
{
    internal static DraftForm Of(Func<string, string?> field) => new(
        Guid.TryParse(field("Submission"), out var window) ? window : Guid.Empty,
        int.TryParse(field("Version"), System.Globalization.CultureInfo.InvariantCulture, out var version) ? version : null,
        field("Draft"),
        field("Aside"));
}

/// <summary>Keeps, finds and drops drafts.</summary>
public sealed class Drafts(AppDb db, Func<AppDb> open)
{
    const int PeekMax = 60;

    public static readonly Problem TooLong = new(ProblemKind.Invalid, "draft.too-long", "This is too long to be kept as a draft.");

    /// <summary>
    /// Keeps what a window holds. It goes on with the draft that it showed while nobody else has; where another window wrote there
    /// meanwhile, both texts are kept. Gives the other texts of the page.
    /// </summary>
    public async Task<Outcome<IReadOnlyList<Draft>>> Keep(Viewer viewer, string address, string fields, DraftForm form, CancellationToken ct = default)
    {
        if (fields.Length > Draft.FieldsMax || address.Length > Draft.AddressMax) return TooLong;
        for (var tries = 0; ; tries++)
        {
            var all = await db.Seen<Draft>(viewer).Where(d => d.Address == address).ToListAsync(ct);
            var own = all.Find(d => d.WindowId == form.Window) ?? all.Find(d => d.Stamp == form.Shown);
            if (own is not null) (own.Fields, own.At, own.WindowId, own.Begun) = (fields, db.Now, form.Window, form.Begun);
            else
            {
                if (await db.Seen<Draft>(viewer).CountAsync(ct) >= Draft.OfOneMax) db.Remove(await db.Seen<Draft>(viewer).OrderBy(d => d.At).ThenBy(d => d.Id).FirstAsync(ct));
                db.Add(viewer, new Draft { Id = Guid.CreateVersion7(), CountryId = viewer.CountryId, AccountId = viewer.AccountId, Address = address, WindowId = form.Window, Begun = form.Begun, Fields = fields, At = db.Now });
            }
            var saved = await db.Save(ct);
            if (saved.Problem is null) return Others(all.Where(d => d.Stamp != form.Aside), own, fields);
            if (tries == MostTries) return saved.Problem;
            db.Forget(); // two windows at the same moment: the slower one finds what the other left
        }
    }

    const int MostTries = 2;

    static List<Draft> Others(IEnumerable<Draft> all, Draft? own, string fields) => [.. all.Where(d => d != own && d.Fields != fields).OrderByDescending(d => d.At)];

    /// <summary>Keeps a form whose session ended; whoever signs in next with its id gets it back. A context of its own, outside of any use case.</summary>
    public async Task<Guid?> KeepForSignIn(string address, string fields, DraftForm form, CancellationToken ct = default)
    {
        if (fields.Length > Draft.FieldsMax || address.Length > Draft.AddressMax) return null;
        await using var own = open();
        // nobody has signed in: what strangers can make us keep has an end
        if (await own.Seen<Draft>(Viewer.System).CountAsync(d => d.AccountId == Guid.Empty, ct) >= Draft.WaitingMax) return null;
        var draft = new Draft { Id = Guid.NewGuid(), CountryId = "", AccountId = Guid.Empty, Address = address, WindowId = form.Window, Begun = form.Begun, Fields = fields, At = own.Now };
        own.Add(Viewer.System, draft);
        return (await own.Save(ct)).Failed ? null : draft.Id;
    }

    /// <summary>
    /// The draft of this page and the other texts that are kept for it: the one asked for, otherwise the last that was begun on what stands there now. One that waited for its writer's sign-in becomes theirs, instead of what its window had kept before.
    /// </summary>
    public async Task<(Draft? Shown, IReadOnlyList<Draft> Others)> Of(Viewer viewer, string address, Guid? asked, int? version, CancellationToken ct = default)
    {
        await using var own = open();
        if (asked is { } id && await own.Seen<Draft>(Viewer.System).FirstOrDefaultAsync(d => d.Id == id && d.AccountId == Guid.Empty && d.Address == address, ct) is { } found)
        {
            foreach (var before in await own.Seen<Draft>(viewer).Where(d => d.Address == address && d.WindowId == found.WindowId).ToListAsync(ct)) own.Remove(before);
            await own.Save(ct);
            found.AccountId = viewer.AccountId;
            await own.Save(ct);
        }
        var all = await own.Seen<Draft>(viewer).AsNoTracking().Where(d => d.Address == address).OrderByDescending(d => d.At).ThenByDescending(d => d.Id).ToListAsync(ct);
        var shown = all.Find(d => d.Id == asked) ?? all.Find(d => d.Begun is null || version is null || d.Begun == version);
        return (shown, Others(all, shown, shown?.Fields ?? ""));
    }

    /// <summary>Drops the draft of a form that was sent, and what says the same. What another window typed stays.</summary>
    /// <param name="viewer">Whose.</param>
    /// <param name="address">The page's.</param>
    /// <param name="fields">What was sent.</param>
    /// <param name="form">The form.</param>
    /// <param name="ct">Ends it.</param>
    public async Task Drop(Viewer viewer, string address, string fields, DraftForm form, CancellationToken ct = default)
    {
        await using var own = open();
        var done = (await own.Seen<Draft>(viewer).Where(d => d.Address == address).ToListAsync(ct)).Where(d => d.WindowId == form.Window || d.Stamp == form.Shown || d.Stamp == form.Aside || d.Fields == fields).ToList();
        if (done.Count == 0) return;
        foreach (var draft in done) own.Remove(draft);
        await own.Save(ct);
    }

    /// <summary>Whether the form was sent meanwhile: its autosave may arrive after it.</summary>
    internal Task<bool> WasSent(Guid submission, CancellationToken ct) => db.Tables.Set<Submission>().AnyAsync(s => s.Id == submission, ct);

    /// <summary>The fields of a posted form, without the house's own and without passwords.</summary>
    public static string FieldsOf(IFormCollection form) => JsonSerializer.Serialize(form.Where(f => IsKept(f.Key)).OrderBy(f => f.Key, StringComparer.Ordinal).ToDictionary(f => f.Key, f => f.Value.ToArray()));

    /// <summary>The same from what the page's script sends: a value for each name, or several.</summary>
    internal static string FieldsOf(JsonElement fields) => JsonSerializer.Serialize(fields.EnumerateObject().Where(f => IsKept(f.Name)).DistinctBy(f => f.Name).OrderBy(f => f.Name, StringComparer.Ordinal).ToDictionary(
        f => f.Name, f => f.Value.ValueKind == JsonValueKind.Array ? [.. f.Value.EnumerateArray().Select(Text)] : new[] { Text(f.Value) }));

    /// <summary>The beginning of the longest thing that was typed.</summary>
    internal static string Peek(string fields)
    {
        var longest = (JsonSerializer.Deserialize<Dictionary<string, string?[]>>(fields) ?? []).Values.SelectMany(v => v).OfType<string>().Where(v => !Guid.TryParse(v, out _)).MaxBy(v => v.Length)?.Trim() ?? "";
        if (longest.Length <= PeekMax) return longest;
        return longest[..(char.IsHighSurrogate(longest[PeekMax - 1]) ? PeekMax - 1 : PeekMax)].TrimEnd() + "…";
    }

    static string? Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    static bool IsKept(string name) => name.StartsWith("Posted.", StringComparison.Ordinal) && !name.Contains("assword", StringComparison.Ordinal);
}

/// <summary>Where a page's script keeps what is being written.</summary>
public static class DraftEndpoint
{
    public static void MapDrafts(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/drafts", async (HttpContext http, Drafts drafts, string address, CancellationToken ct) =>
        {
            if (Next.Of(address) != address || http.Request.ContentLength is null or > Draft.FieldsMax * 4) return Results.BadRequest();
            try
            {
                using var body = await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: ct);
                if (body.RootElement.ValueKind != JsonValueKind.Object) return Results.BadRequest();
                var form = DraftForm.Of(name => body.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null);
                if (form.Window != Guid.Empty && await drafts.WasSent(form.Window, ct)) return Results.NoContent();
                var kept = await drafts.Keep(http.Viewer()!, address, Drafts.FieldsOf(body.RootElement), form, ct);
                return kept.Failed ? Results.BadRequest() : kept.Value!.Count == 0 ? Results.NoContent() : Results.Json(kept.Value.Select(d => new { d.Id, d.Peek }), JsonSerializerOptions.Web);
            }
            catch (JsonException) { return Results.BadRequest(); }
        }).FromOurForms();
}

sealed class DraftMapping : IEntityTypeConfiguration<Draft>
{
    public void Configure(EntityTypeBuilder<Draft> draft)
    {
        draft.ToTable("drafts");
        draft.Property(d => d.Address).HasMaxLength(Draft.AddressMax);
        draft.Ignore(d => d.Stamp).Ignore(d => d.Peek);
        draft.HasIndex(d => new { d.AccountId, d.Address });
        draft.HasIndex(d => d.At);
    }
}
