using Balsts.Units;
using Foundation.Data;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Forms;

/// <summary>Lays down the forms that come with the house, in every country, at each start: a new one appears, a changed one gets a version, one that is shipped no more retires.</summary>
public sealed class LayDownForms(AppDb db, CountryPacks packs, TimeProvider clock)
{
    static readonly Lazy<FormBody[]> shipped = new(() => [.. Read()]);

    /// <summary>The forms that come with the house.</summary>
    public static IReadOnlyList<FormBody> Shipped => shipped.Value;

    /// <returns>How many versions were laid down.</returns>
    public async Task<int> Run(CancellationToken ct = default)
    {
        if (await Change(false, ct) == 0) return 0;
        db.Forget();
        var laid = 0;
        await db.Alone("forms of the house", true, async () =>
        {
            laid = await Change(true, ct);
            return true;
        }, ct);
        return laid;
    }

    /// <summary>Compares what is there with what is shipped, and keeps the difference where it is asked to.</summary>
    async Task<int> Change(bool keep, CancellationToken ct)
    {
        var there = await db.Seen<ObservationForm>(Viewer.System).Where(f => f.UnitId == null).ToListAsync(ct);
        var changed = 0;
        foreach (var pack in packs.All)
        {
            foreach (var body in Shipped)
            {
                var known = there.Find(f => f.CountryId == pack.CountryId && f.Code == body.Code);
                var form = known ?? new ObservationForm { Id = Guid.CreateVersion7(), CountryId = pack.CountryId, Code = body.Code };
                if (form.Publish(body, pack.Language, null, db.Now).Failed) continue;
                changed++;
                if (known is null && keep) db.Add(Viewer.System, form);
                if (keep) db.Record(Viewer.System, new FormPublished(form.Current), form);
            }
            foreach (var gone in there.Where(f => f.CountryId == pack.CountryId && f.RetiredOn is null && Shipped.All(s => s.Code != f.Code)))
            {
                changed++;
                gone.Retire(pack.Today(clock));
                if (keep) db.Record(Viewer.System, new FormRetired(), gone);
            }
        }
        if (keep && changed > 0 && (await db.Save(ct)).Problem is { } problem) throw new InvalidOperationException($"The forms of the house cannot be laid down: {problem.Code}");
        return changed;
    }

    static IEnumerable<FormBody> Read()
    {
        var assembly = typeof(LayDownForms).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith("forms/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var text = new StreamReader(assembly.GetManifestResourceStream(name)!);
            var (body, faults) = FormReader.Read(text.ReadToEnd());
            yield return body ?? throw new InvalidOperationException($"{name}: {string.Join("; ", faults.Select(f => $"{f.Path} {f.Message} {string.Join(",", f.Args)}"))}");
        }
    }
}
