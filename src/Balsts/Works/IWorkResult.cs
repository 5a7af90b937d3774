using Foundation.Jobs;

namespace Balsts.Works;

/// <summary>How one kind of long work is told on its page. The room that owns the worker offers it beside the worker.</summary>
public interface IWorkResult
{
    /// <summary>The worker's <see cref="IWorker.Kind"/>.</summary>
    string Kind { get; }

    /// <summary>What the work is called: an English msgid.</summary>
    string Title { get; }

    /// <summary>The steps of which the work is the last one: English msgids; none where it stands alone.</summary>
    IReadOnlyList<string> Steps => [];

    /// <summary>The component that shows what came of finished work; its parameter is <c>Work</c>.</summary>
    Type Component { get; }

    /// <summary>Where such work is begun, again after a refusal.</summary>
    string Begin { get; }

    /// <summary>The page on which prepared work waits for its owner's go.</summary>
    string Prepared(Guid work) => Begin;
}
