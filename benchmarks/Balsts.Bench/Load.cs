using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Balsts.Bench;

/// <summary>What many readers at once were given in some time.</summary>
sealed record Reading(int Requests, TimeSpan Time, long Bytes, IReadOnlyCollection<long> Ticks);

/// <summary>
/// Many readers who ask for the same address again and again, each over one open connection. Written on sockets: a usual HTTP client
/// would take more of the machine than the servers it measures.
/// </summary>
sealed class Load(int port, string address, string header, int connections = 32)
{
    readonly byte[] request = Encoding.ASCII.GetBytes($"GET {address} HTTP/1.1\r\nHost: localhost:{port}\r\nAccept: */*\r\n{(header.Length > 0 ? header + "\r\n" : "")}\r\n");

    public async Task<Reading> For(TimeSpan time)
    {
        var began = Stopwatch.GetTimestamp();
        var until = began + (long)(time.TotalSeconds * Stopwatch.Frequency);
        var readers = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(() => Read(until))));
        var ticks = readers.SelectMany(r => r.Ticks).ToArray();
        return new(ticks.Length, Stopwatch.GetElapsedTime(began), readers.Sum(r => r.Bytes), ticks);
    }

    async Task<(List<long> Ticks, long Bytes)> Read(long until)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        var answers = new Answers(socket);
        var ticks = new List<long>(4096);
        while (Stopwatch.GetTimestamp() is var began && began < until)
        {
            await socket.SendAsync(request, SocketFlags.None);
            var status = await answers.Next();
            if (status != 200) throw new InvalidOperationException($"{address} answers {status}.");
            ticks.Add(Stopwatch.GetTimestamp() - began);
        }
        return (ticks, answers.Bytes);
    }

    /// <summary>Reads answers from a connection, one after the other, and throws their bodies away.</summary>
    sealed class Answers(Socket socket)
    {
        static readonly byte[] Line = "\r\n"u8.ToArray(), EndOfHead = "\r\n\r\n"u8.ToArray();
        readonly byte[] buffer = new byte[64 * 1024];
        int start, end;

        public long Bytes { get; private set; }

        public async ValueTask<int> Next()
        {
            var length = await Until(EndOfHead);
            var (status, body) = Head(buffer.AsSpan(start, length));
            start += length;
            if (body is { } size) await Skip(size);
            else await SkipChunks();
            return status;
        }

        static (int Status, int? Length) Head(ReadOnlySpan<byte> head)
        {
            var status = int.Parse(head.Slice(9, 3), CultureInfo.InvariantCulture);
            if (head.IndexOf("Content-Length: "u8) is not (>= 0 and var at)) return (status, head.IndexOf("chunked"u8) >= 0 ? null : 0);
            var rest = head[(at + 16)..];
            return (status, int.Parse(rest[..rest.IndexOf((byte)'\r')], CultureInfo.InvariantCulture));
        }

        async ValueTask SkipChunks()
        {
            int size;
            do
            {
                var line = await Until(Line);
                size = int.Parse(buffer.AsSpan(start, line - 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                start += line;
                await Skip(size);
                await Skip(2, counts: false);
            }
            while (size > 0);
        }

        /// <summary>The length of what stands in the buffer up to and with the mark.</summary>
        async ValueTask<int> Until(byte[] mark)
        {
            while (true)
            {
                var at = buffer.AsSpan(start, end - start).IndexOf(mark);
                if (at >= 0) return at + mark.Length;
                await More();
            }
        }

        async ValueTask Skip(int count, bool counts = true)
        {
            if (counts) Bytes += count;
            while (count > end - start)
            {
                count -= end - start;
                start = end = 0;
                await More();
            }
            start += count;
        }

        async ValueTask More()
        {
            if (start > 0)
            {
                buffer.AsSpan(start, end - start).CopyTo(buffer);
                (start, end) = (0, end - start);
            }
            var read = await socket.ReceiveAsync(buffer.AsMemory(end), SocketFlags.None);
            if (read == 0) throw new InvalidOperationException("The server closed the connection.");
            end += read;
        }
    }
}
