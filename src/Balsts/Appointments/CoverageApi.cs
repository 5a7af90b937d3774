using Foundation.Viewers;
using Foundation.Web;

namespace Balsts.Appointments;

/// <summary>Coverage for programs: a unit's support fields with holders and norms, or a country's municipalities.</summary>
static class CoverageApi
{
    /// <summary>Loads are full loads (0.2 is a fifth); a field without holders is a vacancy.</summary>
    public sealed record One(Guid UnitId, IReadOnlyList<OneField> Fields, IReadOnlyList<OneNorm> Norms, IReadOnlyList<OneUnit> Units);
    public sealed record OneField(string Field, decimal Load, IReadOnlyList<OneHolder> Holders);
    public sealed record OneHolder(Guid AppointmentId, Guid PersonId, decimal Load, DateOnly? EndsOn);
    public sealed record OneNorm(Guid SourceId, string Field, decimal Norm, decimal Load, decimal Short);
    public sealed record OneUnit(Guid UnitId, string Name, IReadOnlyDictionary<string, decimal> Loads, decimal Short);

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/coverage", async (HttpContext http, FindCoverage find, string? unit, CancellationToken ct) =>
        {
            var viewer = http.Viewer()!;
            if (await find.Unit(unit, viewer, ct) is not { } there) return http.Show<One>(null);
            if (await find.Municipalities(there, ct) is { Count: > 0 } municipalities)
                return http.Show(new One(there.Id, [], [], [.. (await find.Country(municipalities, viewer, ct)).Select(u => new OneUnit(u.UnitId, u.Name, u.Loads.ToDictionary(l => l.Key, l => l.Value / 1000m), u.Short / 1000m))]));
            var fields = await find.Fields(there, viewer, ct);
            return http.Show(new One(there.Id, [.. fields.Select(f => new OneField(f.Field, f.Load / 1000m, [.. f.Holders.Select(h => new OneHolder(h.AppointmentId, h.PersonId, h.Load / 1000m, h.EndsOn))]))],
                [.. (await find.Norms(there, fields, viewer, ct)).SelectMany(s => s.Norm, (s, n) => new OneNorm(s.SourceId, n.Field, n.Norm / 1000m, n.Load / 1000m, n.Short / 1000m))], []));
        }).WithTags("Appointments").WithName("ShowCoverage").WithSummary("Who holds which support field in a unit; of a country or region its municipalities.").WithMetadata(new MayAttribute(AppointmentRights.Read)).Produces<One>().ProducesProblem(404);
}
