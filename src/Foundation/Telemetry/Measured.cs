using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Foundation.Telemetry;

/// <summary>What a running server has used so far.</summary>
/// <param name="Bytes">Allocated on the managed heap.</param>
/// <param name="Queries">Queries that Entity Framework has run.</param>
public sealed record Used(long Bytes, long Queries);

/// <summary>Tells ./bench what the server has used: no diagnostic from outside can without slowing it down.</summary>
public static class Measured
{
    /// <summary>Mapped only where the setting BALSTS_BENCH is 1, and answers only to this machine.</summary>
    public static void MapMeasured(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/bench/used", (HttpContext http) => http.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from)
            ? Results.Json(new Used(GC.GetTotalAllocatedBytes(), Queries()))
            : Results.NotFound()).AllowAnonymous();

    /// <summary>The counter is asked only now; nobody listens between two questions.</summary>
    static long Queries()
    {
        var queries = 0L;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Name == "microsoft.entityframeworkcore.queries") l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, total, _, _) => queries += total);
        listener.Start();
        listener.RecordObservableInstruments();
        return queries;
    }
}
