using System.Diagnostics;

namespace Balsts.Tests;

/// <summary>Counts the SQL commands that what is asked here sends, on either database.</summary>
public sealed class QueryCount : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    static readonly AsyncLocal<Counted?> Here = new();
    readonly List<IDisposable> subscriptions = [];

    sealed class Counted { public int Commands; }

    QueryCount() => subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));

    public static async Task<int> Of(Func<Task> ask)
    {
        using var watch = new QueryCount();
        var counted = Here.Value = new();
        await ask();
        Here.Value = null;
        return counted.Commands;
    }

    void IObserver<DiagnosticListener>.OnNext(DiagnosticListener listener)
    {
        if (listener.Name == "Microsoft.EntityFrameworkCore") subscriptions.Add(listener.Subscribe(this));
    }

    void IObserver<KeyValuePair<string, object?>>.OnNext(KeyValuePair<string, object?> told)
    {
        if (told.Key == "Microsoft.EntityFrameworkCore.Database.Command.CommandExecuting" && Here.Value is { } counted) Interlocked.Increment(ref counted.Commands);
    }

    void IObserver<DiagnosticListener>.OnCompleted() { }
    void IObserver<DiagnosticListener>.OnError(Exception error) { }
    void IObserver<KeyValuePair<string, object?>>.OnCompleted() { }
    void IObserver<KeyValuePair<string, object?>>.OnError(Exception error) { }

    public void Dispose() => subscriptions.ForEach(s => s.Dispose());
}
