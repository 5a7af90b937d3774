using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Balsts.Tests.Mail;

/// <summary>A letter as it came over the wire.</summary>
public sealed record ReceivedLetter(string From, IReadOnlyList<string> To, string Raw)
{
    /// <summary>The unfolded, decoded value of a header; null when there is none.</summary>
    public string? Header(string name)
    {
        var head = Regex.Replace(Raw[..Raw.IndexOf("\r\n\r\n", StringComparison.Ordinal)], @"\r\n[ \t]+", " ");
        var line = head.Split("\r\n").FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase));
        return line is null ? null : Decoded(line[(name.Length + 1)..].Trim());
    }

    public string Subject => Header("Subject") ?? "";
    public string Text => Part("text/plain") ?? "";
    public string Html => Part("text/html") ?? "";

    private string? Part(string type)
    {
        var part = Regex.Match(Raw, $@"content-type: {Regex.Escape(type)}(?<head>.*?)\r\n\r\n(?<body>.*?)(?:\r\n--|$)", RegexOptions.IgnoreCase | RegexOptions.Singleline);
        return part.Success ? Encoding.UTF8.GetString(Convert.FromBase64String(part.Groups["body"].Value)) : null;
    }

    private static string Decoded(string value) =>
        Regex.Replace(value, @"=\?utf-8\?(?<how>[BQ])\?(?<text>[^?]*)\?=(\s+(?==\?))?", word => Encoding.UTF8.GetString(word.Groups["how"].Value is "B" or "b"
            ? Convert.FromBase64String(word.Groups["text"].Value)
            : QuotedPrintable(word.Groups["text"].Value)), RegexOptions.IgnoreCase);

    private static byte[] QuotedPrintable(string text)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < text.Length; i++)
            if (text[i] == '=') bytes.Add(Convert.ToByte(text.Substring((i += 2) - 1, 2), 16));
            else bytes.Add((byte)(text[i] == '_' ? ' ' : text[i]));
        return [.. bytes];
    }
}

/// <summary>A small real mail server on a free port of this machine; it keeps what it is given.</summary>
public sealed class SmtpServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentQueue<ReceivedLetter> letters = new();
    private readonly Task serving;

    public SmtpServer()
    {
        listener.Start();
        serving = Serve();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;
    public string Address => $"smtp://127.0.0.1:{Port}?from=balsts@school.example";
    public IReadOnlyCollection<ReceivedLetter> Letters => letters;

    /// <summary>Answers 550 to recipients for whom it is true.</summary>
    public Func<string, bool> Unknown { get; init; } = _ => false;

    /// <summary>Greets nobody: for tests of patience.</summary>
    public bool Silent { get; init; }

    /// <summary>Answers 451 instead of taking a letter.</summary>
    public bool Busy { get; set; }

    /// <summary>Takes a letter and answers nothing to it.</summary>
    public bool Holds { get; set; }

    /// <summary>Takes a letter and answers 451 to it.</summary>
    public bool Regrets { get; set; }

    /// <summary>Names and passwords that clients gave with AUTH LOGIN, as user:password.</summary>
    public ConcurrentQueue<string> SignedIn { get; } = new();

    private async Task Serve()
    {
        var talks = new List<Task>();
        try
        {
            while (true) talks.Add(Talk(await listener.AcceptTcpClientAsync(stop.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(talks);
        }
    }

    private async Task Talk(TcpClient client)
    {
        using var _ = client;
        try
        {
            var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.Latin1);
            async Task Say(string line) => await stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), stop.Token);
            async Task<string?> Hear() => await reader.ReadLineAsync(stop.Token);

            if (Silent) await Task.Delay(Timeout.Infinite, stop.Token);
            await Say("220 test ready");
            var from = "";
            var to = new List<string>();
            while (await Hear() is { } line)
            {
                var verb = line.Split(' ', 2)[0].ToUpperInvariant();
                switch (verb)
                {
                    case "EHLO":
                        await Say("250-test");
                        await Say("250-AUTH LOGIN");
                        await Say("250 8BITMIME");
                        break;
                    case "AUTH":
                        var user = line.Split(' ') is [_, _, var given] ? given : await Asked("334 VXNlcm5hbWU6");
                        var password = await Asked("334 UGFzc3dvcmQ6");
                        SignedIn.Enqueue($"{Plain(user)}:{Plain(password)}");
                        await Say("235 welcome");
                        break;
                    case "MAIL":
                        from = Between(line);
                        to.Clear();
                        await Say("250 ok");
                        break;
                    case "RCPT" when Unknown(Between(line)):
                        await Say("550 no such mailbox");
                        break;
                    case "RCPT":
                        to.Add(Between(line));
                        await Say("250 ok");
                        break;
                    case "DATA" when Busy:
                        await Say("451 come back later");
                        break;
                    case "DATA":
                        await Say("354 go on");
                        var data = new StringBuilder();
                        while (await Hear() is { } text && text != ".") data.Append(text.StartsWith('.') ? text[1..] : text).Append("\r\n");
                        letters.Enqueue(new(from, [.. to], data.ToString()));
                        if (Holds) await Task.Delay(Timeout.Infinite, stop.Token);
                        await Say(Regrets ? "451 come back later" : "250 taken");
                        break;
                    case "QUIT":
                        await Say("221 bye");
                        return;
                    default:
                        await Say("250 ok");
                        break;
                }
            }

            async Task<string> Asked(string question)
            {
                await Say(question);
                return await Hear() ?? "";
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or SocketException)
        {
            // The client went away, or the test is over.
        }
    }

    private static string Between(string line) => Regex.Match(line, "<(.*?)>").Groups[1].Value;
    private static string Plain(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await serving;
        stop.Dispose();
    }
}
